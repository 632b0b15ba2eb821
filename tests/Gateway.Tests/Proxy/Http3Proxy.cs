using System.Net.Quic;
using Gateway.Configuration;

namespace Gateway.Tests.Proxy;

/// <summary>A proxy for tests of HTTP/3. They hold a machine with libmsquic to what is served, and one without to its
/// being off.</summary>
internal static class Http3Proxy
{
    /// <summary>One that serves HTTP/3 where the machine can.</summary>
    public static Task<RunningProxy> StartAsync(GatewayConfig config) =>
        RunningProxy.StartAsync(config with { Listeners = [Configs.Https with { IsHttp3 = true }] });

    /// <summary>Whether the machine cannot; the log must say so, and only then.</summary>
    public static bool IsOff(RunningProxy proxy)
    {
        Assert.NotEqual(
            QuicListener.IsSupported,
            proxy.Log.Lines.Contains("Information: HTTP/3 is off: the runtime finds no libmsquic that it can use."));
        return !QuicListener.IsSupported;
    }

    /// <summary>What clients of TCP are told.</summary>
    public static string Offer(RunningProxy proxy) => $"h3=\":{proxy.Port}\"; ma=3600";

    /// <summary>What one was told; empty: nothing.</summary>
    public static string AlternativeOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Alt-Svc", out var all) ? string.Join(" AND ", all) : "";
}
