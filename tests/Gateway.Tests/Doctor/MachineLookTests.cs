using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Doctor;
using Gateway.Tests.Admin;
using Gateway.Tests.Configuration;
using Gateway.Tests.Hosting;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;
using Gateway.Vrrp.Core;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Doctor;

/// <summary>Faults that are planted: in files of systemd-networkd and NetworkManager below a root of their own, and in
/// a peer whose clock is off (issue 7, point 2).</summary>
public sealed class MachineLookTests : IDisposable
{
    private const string Networkd = "networkd-removes-addresses";
    private const string NetworkManager = "networkmanager-removes-addresses";
    private const string Skew = "clock-skew";

    private readonly TestFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_machine_without_such_services_has_no_such_fault() => Assert.Empty(await LookAsync());

    /// <summary>Ctrl+C: three of the longest intervals are two minutes.</summary>
    [Fact]
    public async Task Who_listens_can_be_told_to_stop()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root listens");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var look = new MachineLook((await LoadAsync(port: 1, interval: "40s")).Config!).LookAsync(stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Files_of_systemd_networkd_are_found_where_it_runs()
    {
        _root.With("etc/systemd/network/10-lo.network", "[Match]\nName=lo\n[Network]\nAddress=10.0.0.1/24\n");
        Assert.Empty(await LookAsync());

        _root.With("run/systemd/netif/links/1", "");
        Assert.Contains("/etc/systemd/network/10-lo.network has no KeepConfiguration",
            Assert.Single(await LookAsync()).What, StringComparison.Ordinal);

        // What lies over a file counts, in whichever folder.
        _root.With("run/systemd/network/10-lo.network.d/keep.conf", "[Network]\nKeepConfiguration=static\n");
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task A_file_hides_those_of_its_name()
    {
        _root.With("run/systemd/netif/links/1", "")
            .With("usr/lib/systemd/network/10-lo.network", "[Match]\nName=lo\n")
            .With("etc/systemd/network/10-lo.network", "[Match]\nName=lo\n[Network]\nKeepConfiguration=yes\n");
        Assert.Empty(await LookAsync());

        // An empty one masks it.
        _root.With("etc/systemd/network/10-lo.network", "");
        Assert.Empty(await LookAsync());

        File.Delete(Path.Combine(_root.Path, "etc/systemd/network/10-lo.network"));
        Assert.Equal(Networkd, Assert.Single(await LookAsync()).Id);
    }

    [Theory]
    [InlineData("[device]\nmanaged=true\n", true)]
    [InlineData("[device]\nmanaged=false\n", false)]
    public async Task The_notes_of_NetworkManager_are_found(string notes, bool isFound)
    {
        var index = await File.ReadAllTextAsync("/sys/class/net/lo/ifindex");
        _root.With($"run/NetworkManager/devices/{index.Trim()}", notes);

        Assert.Equal(isFound ? [NetworkManager] : [], (await LookAsync()).Select(finding => finding.Id));
    }

    [Theory]
    [InlineData(90, "ahead")]
    [InlineData(-3600, "behind")]
    public async Task A_peer_that_says_another_time_is_found(int seconds, string which)
    {
        await using var peer = await PeerAsync(TimeSpan.FromSeconds(seconds));

        var began = Stopwatch.GetTimestamp();
        var finding = Assert.Single(await LookAsync(new Uri(peer.Address).Port));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;

        var said = Regex.Match(finding.What, $@"^its clock is ([0-9.]+) s {which}: ").Groups[1].Value;
        Assert.Equal("edge-b", finding.Subject);
        // Whole seconds, and what the way takes is taken off: at most all that the look has taken.
        var expected = Math.Abs(seconds);
        Assert.InRange(double.Parse(said, CultureInfo.InvariantCulture), expected - 2 - took, expected + 2);
    }

    [Fact]
    public async Task A_peer_that_says_the_same_time_is_well()
    {
        await using var peer = await PeerAsync(TimeSpan.Zero);

        Assert.Empty(await LookAsync(new Uri(peer.Address).Port));
    }

    private static Task<Upstream> PeerAsync(TimeSpan ahead) => Upstream.StartAsync(context =>
    {
        context.Response.Headers.Date = DateTimeOffset.UtcNow.Add(ahead).ToString("R", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    });

    /// <summary>The clock is asked of the proxy of a peer, which refuses the question and tells the time.</summary>
    [Fact]
    public async Task A_gateway_tells_its_time()
    {
        await using var rig = new ReloadRig();
        rig.Save(rig.Text());
        await rig.StartAsync();
        using var clock = new PeerClock([]);

        var skew = await clock.AskAsync(
            new("edge-b", 100, IpAddr.Parse("127.0.0.1")), rig.Running.Listeners, ReloadRig.Patience);

        Assert.NotNull(skew);
        Assert.InRange(skew.Value, TimeSpan.FromSeconds(-20), TimeSpan.FromSeconds(2));
    }

    /// <summary>With one the doctor asks it, without one it looks alone, and it says which.</summary>
    [Fact]
    public async Task The_doctor_says_whether_a_gateway_was_asked()
    {
        await using var rig = new ReloadRig();
        string Text() => rig.Text().Replace("eth0", "nosuch0", StringComparison.Ordinal);
        rig.Save(Text());
        await rig.StartAsync();
        await using var output = new StringWriter();
        Task<int> TypeAsync() => new CommandLine((_, _, _, _) => Task.FromResult(0), output, output)
            .InvokeAsync(["doctor", "--config", rig.File, "--node", "edge-a"]);

        _ = await TypeAsync();
        Assert.Contains(
            $"\nThe gateway that runs was asked, too, at {rig.Socket}.\n", output.ToString(), StringComparison.Ordinal);

        await rig.BeRefusedAsync(
            Text().Replace("\"Sites\"", "\"Plugins\": { \"Folder\": \"x\" }, \"Sites\"", StringComparison.Ordinal));
        _ = await TypeAsync();
        Assert.Contains("warning [configuration-refused] ", output.ToString(), StringComparison.Ordinal);

        await rig.Admin.Server.DisposeAsync();
        output.GetStringBuilder().Clear();
        _ = await TypeAsync();
        Assert.Contains("\nNo running gateway was asked: No gateway answers at ", output.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("configuration-refused", output.ToString(), StringComparison.Ordinal);
    }

    private async Task<ImmutableArray<Finding>> LookAsync(int port = 1)
    {
        var result = await LoadAsync(port, "10ms");
        // Nobody speaks here.
        var look = new MachineLook(result.Config!) { Root = _root.Path, LeastPatience = TimeSpan.Zero };
        var view = await look.LookAsync(AdminRig.Patience);
        return
        [
            .. Diagnosis.Of(result, view).Where(finding => finding.Id is Networkd or NetworkManager or Skew),
        ];
    }

    // On loopback, which no configuration may name.
    private static async Task<ConfigurationResult> LoadAsync(int port, string interval)
    {
        var result = await ConfigText.WithNodesAsync($$"""
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
              'AdvertisementInterval': '{{interval}}', 'Addresses': [ '192.168.10.10/24' ] } } },
            'Listen': { 'Http': '*:{{port}}' }
            """);
        var config = ConfigText.Valid(result);
        var router = config.Vrrp.VirtualRouters[0] with { Interface = "lo" };
        return result with
        {
            Config = config with
            {
                Nodes = [new("edge-a", 150, IpAddr.Parse("127.0.0.2")), new("edge-b", 100, IpAddr.Parse("127.0.0.1"))],
                Vrrp = config.Vrrp with { VirtualRouters = [router] },
            },
        };
    }
}
