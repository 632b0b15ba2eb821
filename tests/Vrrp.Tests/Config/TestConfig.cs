using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>Builds sections of two nodes with addresses of both families.</summary>
internal static class TestConfig
{
    public static readonly VrrpNode EdgeA = new("edge-a", 150, IpAddr.Parse("192.168.10.11"), IpAddr.Parse("fd00::11"));
    public static readonly VrrpNode EdgeB = new("edge-b", 100, IpAddr.Parse("192.168.10.12"), IpAddr.Parse("fd00::12"));

    private static readonly string[] Checks = ["proxy", "uplink"];

    public static VirtualRouterOptions Router(params string[] addresses) =>
        new() { Interface = "eth0", VirtualRouterId = 51, Addresses = [.. addresses] };

    public static VrrpOptions One(VirtualRouterOptions router) => new() { Instances = new() { ["lan"] = router } };

    public static VrrpOptions One(Action<VirtualRouterOptions> adjust, string address = "192.168.10.10")
    {
        var router = Router(address);
        adjust(router);
        return One(router);
    }

    public static SecretFile NoSecrets(string path) => new([], "does not exist.");

    public static VrrpConfig Valid(
        VrrpOptions options, Func<string, SecretFile>? readSecret = null, params VrrpNode[] nodes)
    {
        var (config, errors) = Build(options, readSecret, nodes);

        Assert.Empty(errors);
        return config!;
    }

    public static VirtualRouterConfig ValidRouter(VrrpOptions options, params VrrpNode[] nodes) =>
        Assert.Single(Valid(options, null, nodes).VirtualRouters);

    public static VirtualRouterConfig ValidRouter(Action<VirtualRouterOptions> adjust) => ValidRouter(One(adjust));

    public static ImmutableArray<ConfigError> Errors(
        VrrpOptions options, Func<string, SecretFile>? readSecret = null, params VrrpNode[] nodes)
    {
        var (config, errors) = Build(options, readSecret, nodes);

        Assert.Null(config);
        return errors;
    }

    /// <summary>The only error, as path and message.</summary>
    public static string OnlyError(VrrpOptions options, params VrrpNode[] nodes)
    {
        var error = Assert.Single(Errors(options, null, nodes));
        return $"{error.Path}: {error.Message}";
    }

    private static (VrrpConfig? Config, ImmutableArray<ConfigError> Errors) Build(
        VrrpOptions options, Func<string, SecretFile>? readSecret, VrrpNode[] nodes)
    {
        VrrpNode[] all = nodes.Length == 0 ? [EdgeA, EdgeB] : nodes;
        _ = VrrpConfigBuilder.TryBuild(
            options, all, all[0], Checks, readSecret ?? NoSecrets, out var config, out var errors);
        return (config, errors);
    }
}
