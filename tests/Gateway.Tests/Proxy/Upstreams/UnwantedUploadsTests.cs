using Gateway.Proxy.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Which failures of an upload came behind an answer that is whole.</summary>
public sealed class UnwantedUploadsTests
{
    private static readonly IOException s_broken = new("broken");

    public static TheoryData<ForwarderError, Exception, bool> Failures => new()
    {
        { ForwarderError.RequestBodyDestination, s_broken, true },
        { ForwarderError.RequestBodyCanceled, new OperationCanceledException(), true },
        { ForwarderError.RequestBodyClient, new TaskCanceledException(), true },
        { ForwarderError.RequestBodyClient, s_broken, false },
        { ForwarderError.RequestBodyClient, new BadHttpRequestException("too large"), false },
        { ForwarderError.RequestBodyDestination, new AggregateException(s_broken, new HttpRequestException()), false },
        { ForwarderError.RequestBodyCanceled, new AggregateException(s_broken, s_broken), false },
        { ForwarderError.Request, s_broken, false },
        { ForwarderError.ResponseBodyDestination, s_broken, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Those_are_none_of_the_request(ForwarderError error, Exception exception, bool isNone)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new Body());

        await UnwantedUploads.InvokeAsync(context, _ =>
        {
            context.Features.Set<IForwarderErrorFeature>(new Failure(error, exception));
            return Task.CompletedTask;
        });

        Assert.Equal(isNone, context.GetForwarderErrorFeature() is null);
    }

    /// <summary>Or the time of its route is over, which ends it by the same token.</summary>
    [Fact]
    public async Task That_of_a_client_that_has_left_is()
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new Body());

        await UnwantedUploads.InvokeAsync(context, _ =>
        {
            context.Features.Set<IForwarderErrorFeature>(
                new Failure(ForwarderError.RequestBodyCanceled, new OperationCanceledException()));
            return Task.CompletedTask;
        });

        Assert.NotNull(context.GetForwarderErrorFeature());
    }

    private sealed class Body : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }

    private sealed record Failure(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature;
}
