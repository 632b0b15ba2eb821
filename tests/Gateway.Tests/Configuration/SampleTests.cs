using Gateway.Configuration;
using Shared;

namespace Gateway.Tests.Configuration;

public sealed class SampleTests
{
    public static string File { get; } = Repository.PathOf("config/appsettings.json");

    [Fact]
    public async Task The_sample_is_valid_for_both_nodes_which_differ_only_in_what_is_theirs()
    {
        var (a, b) = (await LoadAsync("edge-a"), await LoadAsync("edge-b"));

        Assert.Equal(("edge-a", "edge-b"), (a.NodeName, b.NodeName));
        Assert.Equal((250, 240), (a.Vrrp.VirtualRouters[0].Priority, b.Vrrp.VirtualRouters[0].Priority));
        Assert.Equal(Shared(a), Shared(b));
    }

    [Fact]
    public async Task The_sample_shows_every_section()
    {
        var config = await LoadAsync("edge-a");

        Assert.Single(config.Vrrp.VirtualRouters);
        Assert.Equal(["proxy", "uplink"], config.Vrrp.Trackers);
        Assert.Single(config.HealthChecks);
        Assert.Equal(2, config.Listeners.Length);
        Assert.Single(config.CertificateFolders);
        Assert.Equal(["site:app.example.com", "web"], config.Routes.Select(r => r.RouteId).Order());
        Assert.Equal(["site:app.example.com", "web"], config.Clusters.Select(c => c.ClusterId).Order());
    }

    public static IEnumerable<TheoryDataRow<string>> Samples() =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(File)!, "examples"), "*.json")
            .Append(File)
            .Select(file => new TheoryDataRow<string>(file) { TestDisplayName = $"Sample {Path.GetFileName(file)}" });

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_sample_is_valid_without_a_warning(string file)
    {
        var result = await ConfigurationFile.LoadAsync(RequestOf(file), CancellationToken.None);

        _ = ConfigText.Valid(result);
        Assert.Empty(result.Warnings);
    }

    /// <summary>Reads a sample as edge-a, with some key in every file that the sample names for one.</summary>
    internal static ConfigurationRequest RequestOf(string file) => ConfigText.Request with
    {
        Path = file, NodeName = "edge-a", ReadSecret = _ => new([.. new byte[32]], null),
    };

    // What both nodes must agree on, as text.
    private static IEnumerable<string> Shared(GatewayConfig config) =>
    [
        .. config.Vrrp.VirtualRouters.Select(r =>
            $"{r.Name} {r.Interface} {r.VirtualRouterId} {string.Join(' ', r.Addresses)} "
            + $"{r.AdvertisementInterval} {r.Preempt} {string.Join(' ', r.Track)}"),
        .. config.Vrrp.Trackers,
        .. config.HealthChecks.Select(c => $"{c with { Settings = default }} {c.Settings.GetRawText()}"),
        .. config.Listeners.Select(l => l.ToString()),
        .. config.CertificateFolders,
        .. config.Routes.Select(r => $"{r.RouteId} {r.GetHashCode()}"),
        .. config.Clusters.Select(c => $"{c.ClusterId} {c.GetHashCode()}"),
        config.PluginsFolder,
    ];

    private static async Task<GatewayConfig> LoadAsync(string node) => ConfigText.Valid(
        await ConfigurationFile.LoadAsync(
            ConfigText.Request with { Path = File, NodeName = node }, CancellationToken.None));
}
