using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Gateway.Proxy;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

/// <summary>Which way the answers of the running proxy go, seen by what ASP.NET Core tells of each request.</summary>
[Collection(AloneCollection.Name)]
public sealed class DirectOutputUseTests : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>,
    IDisposable
{
    private const string Source = "Microsoft.AspNetCore";
    private const string Start = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start";

    private readonly ConcurrentQueue<bool?> _usesPipe = [];
    private readonly List<IDisposable> _heard = [];

    public DirectOutputUseTests() => _heard.Add(DiagnosticListener.AllListeners.Subscribe(this));

    [Theory]
    [InlineData("1.1", false)]
    [InlineData("2.0", true)]
    public async Task Http1_over_TLS_goes_straight_to_the_socket_and_Http2_through_the_pipe(
        string version, bool usesPipe)
    {
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync("hello"));
        await using (var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address)))
        {
            using var answer = await proxy.GetAsync(version: Version.Parse(version));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal([usesPipe], _usesPipe.OfType<bool>());
    }

    // The kernel delays an acknowledgement by 40 ms or more; ten times in a row if nobody asks it not to.
    [Fact]
    public async Task A_client_with_Nagles_algorithm_is_not_made_to_wait_for_its_first_answer()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        List<TimeSpan> waits = [];
        for (int i = 0; i < 10; i++)
        {
            var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
            stream.Socket.NoDelay = false;
            await using var tls = await proxy.SpeakTlsAsync(stream);
            var asked = Stopwatch.GetTimestamp();
            await tls.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), RunningProxy.Timeout);
            Assert.NotEqual(0, await tls.ReadAsync(new byte[1], RunningProxy.Timeout));
            waits.Add(Stopwatch.GetElapsedTime(asked));
        }

        Assert.InRange(waits.Min(), TimeSpan.Zero, TimeSpan.FromMilliseconds(39));
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == Source)
        {
            _heard.Add(value.Subscribe(this));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Start, Value: HttpContext context })
        {
            _usesPipe.Enqueue(context.Features.Get<DirectOutput>()?.UsesPipe);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    public void Dispose() => _heard.ForEach(one => one.Dispose());
}
