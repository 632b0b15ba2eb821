using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

/// <summary>The context of a trace reaches upstreams (issue 7, point 4: W3C context passed on). Who listens to
/// activities listens to the whole process.</summary>
[Collection(AloneCollection.Name)]
public sealed class TracingTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Sent = $"00-{Trace}-b7ad6b7169203331-01";

    [Fact]
    public async Task Without_tracing_the_clients_context_passes_as_it_is()
    {
        var headers = await AskAsync(Sent);

        Assert.Equal((Sent, "vendor=1"), headers);
    }

    [Fact]
    public async Task Without_tracing_no_context_is_made_up() => Assert.Equal(("", ""), await AskAsync(null));

    [Fact]
    public async Task With_tracing_upstreams_hear_of_the_gateways_part_in_the_clients_trace()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);

        var (parent, state) = await AskAsync(Sent);

        Assert.StartsWith($"00-{Trace}-", parent, StringComparison.Ordinal);
        Assert.NotEqual(Sent, parent);
        Assert.Equal("vendor=1", state);
        Assert.Contains(ended, activity => activity.TraceId.ToString() == Trace);
    }

    [Fact]
    public async Task With_tracing_a_trace_begins_here_where_the_client_has_none()
    {
        using var listener = Listen([]);

        var (parent, _) = await AskAsync(null);

        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", parent);
    }

    [Fact]
    public async Task The_self_test_is_in_no_trace()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);

        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
        await proxy.Server.StopAsync(RunningProxy.Timeout);

        Assert.DoesNotContain(ended, activity => activity.Recorded);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task<(string Parent, string State)> AskAsync(string? parent)
    {
        (string, string) heard = default;
        await using var upstream = await Upstream.StartAsync(context =>
        {
            heard = (context.Request.Headers.TraceParent.ToString(), context.Request.Headers.TraceState.ToString());
            return context.Response.WriteAsync("hello");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri());
        if (parent is not null)
        {
            request.Headers.Add("traceparent", parent);
            request.Headers.Add("tracestate", "vendor=1");
        }

        using var answer = await proxy.SendAsync(request);
        await proxy.Server.StopAsync(RunningProxy.Timeout);
        return heard;
    }
}
