using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Doctor;
using Gateway.Tests.Configuration;
using Gateway.Tls;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Packets;

namespace Gateway.Tests.Doctor;

/// <summary>Every finding of <c>gateway doctor</c>, over a machine that is none (issue 7, point 2).</summary>
public sealed class DiagnosisTests
{
    private const string Pair =
        """
        'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
          'Addresses': [ '192.168.10.10/24' ] EXTRA } } },
        'Listen': { 'Http': '*:8080' }
        """;

    private static readonly IpAddr Own = IpAddr.Parse("192.168.10.11");
    private static readonly IpAddr Peer = IpAddr.Parse("192.168.10.12");
    private static readonly IpAddr Virtual = IpAddr.Parse("192.168.10.10");
    private static readonly MacAddress Mac = MacAddress.FromBytes([2, 0, 0, 0, 0, 7]);
    private static readonly MacAddress OtherMac = MacAddress.FromBytes([2, 0, 0, 0, 0, 8]);

    private static readonly HeardRouter Master = new(Peer, 51)
    {
        Version = 3, Priority = 150, Interval = Duration.FromSeconds(1), Seen = 3, Heard = 3,
    };

    private static readonly InterfaceView Eth0 = new("eth0", true, true, 1500, [Own])
    {
        Segment = new([Master], [new(Virtual, Mac)]),
    };

    private static readonly MachineView Healthy = new()
    {
        Now = DateTimeOffset.UnixEpoch,
        Interfaces = [Eth0],
        Settings = new Dictionary<string, string>
        {
            ["ipv4/conf/all/rp_filter"] = "2", ["ipv4/conf/eth0/arp_ignore"] = "1",
        },
        NetworkFiles = new Dictionary<string, string>
        {
            ["/etc/systemd/network/10-eth0.network"] = "[Match]\nName=eth0\n[Network]\nKeepConfiguration=static\n",
        },
        HasNetworkd = true,
        ClockSkews = new Dictionary<string, TimeSpan> { ["edge-b"] = TimeSpan.FromSeconds(-1.5) },
    };

    [Fact]
    public async Task A_healthy_backup_has_nothing() => Assert.Empty(await DiagnoseAsync(Healthy));

    [Fact]
    public async Task A_healthy_master_has_nothing() => Assert.Empty(await DiagnoseAsync(
        With(Eth0 with { Addresses = [Own, Virtual], Segment = SegmentReport.Nothing })));

    [Theory]
    [InlineData(12, "failure [capability-missing] the gateway: CAP_NET_ADMIN is missing")]
    [InlineData(13, "failure [capability-missing] the gateway: CAP_NET_RAW is missing")]
    [InlineData(23, "warning [capability-missing] the gateway: CAP_SYS_NICE is missing")]
    public Task A_missing_capability_is_found(int bit, string finding) =>
        FindsAsync(finding, Healthy with { Capabilities = ulong.MaxValue & ~(1UL << bit) });

    [Fact]
    public async Task The_capability_for_low_ports_is_missed_where_there_are_any()
    {
        var view = Healthy with { Capabilities = ulong.MaxValue & ~(1UL << 10) };

        Assert.Empty(await DiagnoseAsync(view));
        await FindsAsync(
            "failure [capability-missing] the gateway: CAP_NET_BIND_SERVICE is missing", view,
            Pair.Replace("8080", "80", StringComparison.Ordinal));
        Assert.Empty(await DiagnoseAsync(
            view with { Settings = new Dictionary<string, string> { ["ipv4/ip_unprivileged_port_start"] = "0" } },
            Pair.Replace("8080", "80", StringComparison.Ordinal)));
    }

    [Fact]
    public Task An_interface_that_is_absent_is_found() =>
        FindsAsync("failure [interface-absent] lan4: the interface eth0", Healthy with { Interfaces = [] });

    [Fact]
    public Task An_interface_that_is_down_is_found() =>
        FindsAsync("failure [interface-down] lan4: ", With(Eth0 with { IsUp = false }));

    [Fact]
    public Task An_interface_without_carrier_is_found() =>
        FindsAsync("failure [no-carrier] lan4: ", With(Eth0 with { HasCarrier = false }));

    [Fact]
    public Task An_interface_without_an_address_is_found() => FindsAsync(
        "failure [source-address-missing] lan4: eth0 has no IPv4 address", With(Eth0 with { Addresses = [] }));

    [Fact]
    public Task A_node_whose_address_is_elsewhere_is_found() => FindsAsync(
        "failure [source-address-elsewhere] lan4: 192.168.10.11, ",
        With(Eth0 with { Addresses = [IpAddr.Parse("192.168.10.99")] }));

    [Fact]
    public Task An_MTU_that_is_too_small_is_found() =>
        FindsAsync("failure [mtu-too-small] lan4: the MTU of eth0 is 68, and 96 ", With(Eth0 with { Mtu = 68 }));

    [Fact]
    public Task A_firewall_is_found_with_the_rule_that_is_missing() => FindsAsync(
        "failure [firewall] lan4: advertisements of 192.168.10.12 reach eth0, but a firewall of this machine drops them: "
        + "both machines may be Master\n    nft insert rule inet filter input meta l4proto 112 accept # or: iptables -I INPUT",
        Hearing(Master with { Heard = 0 }));

    [Theory]
    [InlineData("", "192.168.10.12")]
    [InlineData(", 'Peers': 'multicast'", "224.0.0.18")]
    public async Task A_firewall_that_lets_nothing_out_is_found_with_the_rule_that_is_missing(string peers, string to)
    {
        var muted = With(Eth0 with { Segment = Eth0.Segment with { Muted = [IpAddr.Parse(to), IpAddr.Parse("ff02::12")] } });
        var pair = Pair.Replace("EXTRA", peers, StringComparison.Ordinal);

        await FindsAsync(
            $"failure [firewall-output] lan4: a firewall of this machine drops the advertisements that it sends to {to} on "
            + "eth0: as Master it is not heard, and both machines are\n    nft insert rule inet filter output meta l4proto "
            + "112 accept # or: iptables -I OUTPUT -p 112 -j ACCEPT", muted, pair);
    }

    [Fact]
    public Task A_stranger_with_our_id_is_found() => FindsAsync(
        "failure [foreign-router] lan4: 192.168.10.77, which is no node of the file, uses virtual router id 51",
        Hearing(Master, Master with { Source = IpAddr.Parse("192.168.10.77") }));

    [Fact]
    public async Task A_stranger_with_another_id_is_none() => Assert.Empty(await DiagnoseAsync(
        Hearing(Master, Master with { Source = IpAddr.Parse("192.168.10.77"), VirtualRouterId = 7, Heard = 0 })));

    [Fact]
    public Task Another_version_is_found() => FindsAsync(
        "failure [peer-version] lan4: 192.168.10.12 speaks version 2, this node version 3",
        Hearing(Master with { Version = 2 }));

    [Fact]
    public Task Another_authentication_is_found() => FindsAsync(
        "failure [peer-authentication] lan4: 192.168.10.12 sends a password, this node no one",
        Hearing(Master with { Version = 2, AuthenticationType = 1 }),
        Pair.Replace("EXTRA", ", 'Version': 2", StringComparison.Ordinal));

    [Theory]
    [InlineData("", 3, "warning [peer-interval] lan4: 192.168.10.12 advertises every 2s, this node every 1s")]
    [InlineData(", 'Version': 2", 2, "failure [peer-interval] lan4: 192.168.10.12 advertises every 2s, this node every 1s")]
    public Task Another_interval_is_found(string extra, int version, string finding) => FindsAsync(
        finding, Hearing(Master with { Version = version, Interval = Duration.FromSeconds(2) }),
        Pair.Replace("EXTRA", extra, StringComparison.Ordinal));

    [Fact]
    public Task A_second_master_is_found() =>
        FindsAsync("failure [second-master] lan4: 192.168.10.12 is Master with priority 150", With(Eth0 with
        {
            Addresses = [Own, Virtual], Segment = new([Master], []),
        }));

    [Fact]
    public Task A_silent_segment_is_found() => FindsAsync(
        "warning [peer-silent] lan4: nobody is Master on eth0", With(Eth0 with { Segment = SegmentReport.Nothing }));

    [Fact]
    public Task An_interface_that_cannot_be_listened_to_is_found() => FindsAsync(
        "warning [cannot-listen] lan4: eth0 could not be listened to: refused",
        With(Eth0 with { Segment = SegmentReport.Nothing, Deaf = "refused" }));

    [Fact]
    public async Task A_second_owner_of_an_address_is_found()
    {
        await FindsAsync(
            "failure [second-owner] lan4: 192.168.10.10 has 02:00:00:00:00:07 and 02:00:00:00:00:08 for owners",
            With(Eth0 with { Segment = new([Master], [new(Virtual, Mac), new(Virtual, OtherMac)]) }));
        await FindsAsync(
            "failure [second-owner] lan4: 192.168.10.10 has this machine and 02:00:00:00:00:07 for owners",
            With(Eth0 with { Addresses = [Own, Virtual], Segment = new([], [new(Virtual, Mac)]) }));
    }

    [Fact]
    public Task ARP_that_is_not_answered_is_found() => FindsAsync(
        "failure [arp-ignore] eth0: arp_ignore is 8", Setting("ipv4/conf/all/arp_ignore", "8"));

    [Fact]
    public Task ARP_that_is_answered_in_part_is_found() =>
        FindsAsync("warning [arp-filter] eth0: arp_filter is 1", Setting("ipv4/conf/eth0/arp_filter", "1"));

    [Fact]
    public async Task A_strict_reverse_path_is_found_on_a_machine_with_two_ways()
    {
        var strict = Setting("ipv4/conf/eth0/rp_filter", "1");

        Assert.Empty(await DiagnoseAsync(strict));
        await FindsAsync("warning [rp-filter] eth0: rp_filter is strict", strict with
        {
            Interfaces = [Eth0, new("eth1", true, true, 1500, [])],
        });
    }

    [Fact]
    public async Task An_interface_without_IPv6_is_found()
    {
        var view = With(Eth0 with { Addresses = [IpAddr.Parse("fe80::1")], Segment = SegmentReport.Nothing }) with
        {
            Settings = new Dictionary<string, string> { ["ipv6/conf/eth0/disable_ipv6"] = "1" },
        };

        var findings = await DiagnoseAsync(
            view, Pair.Replace("192.168.10.10/24", "fd00:10::10/64", StringComparison.Ordinal));

        Assert.Contains(findings, finding => finding.Id == "ipv6-disabled");
    }

    [Theory]
    [InlineData("[Match]\nName=en* eth?\n[Network]\nAddress=192.168.10.11/24\n", true)]
    [InlineData("[Match]\nName=eth0\n[Network]\nKeepConfiguration = no\n", true)]
    [InlineData("[Match]\nName=eth0\n[Network]\nKeepConfiguration=yes\n", false)]
    [InlineData("[Match]\nName=eth1\n[Network]\nDHCP=yes\n", false)]
    public async Task A_networkd_that_removes_addresses_is_found(string file, bool isFound)
    {
        var view = Healthy with
        {
            NetworkFiles = new Dictionary<string, string> { ["/etc/systemd/network/9.network"] = file },
        };

        Assert.Equal(isFound, (await DiagnoseAsync(view)).Any(finding => finding.Id == "networkd-removes-addresses"));
        Assert.Empty(await DiagnoseAsync(view with { HasNetworkd = false }));
    }

    [Fact]
    public Task A_NetworkManager_that_removes_addresses_is_found() => FindsAsync(
        "warning [networkmanager-removes-addresses] eth0: NetworkManager manages it",
        Healthy with { NetworkManaged = ["eth0"] });

    [Theory]
    [InlineData(20, "")]
    [InlineData(13, "warning [certificate-expires] a.pem: the certificate for app.example.com expires in 13 day(s)")]
    [InlineData(-1, "failure [certificate-expired] a.pem: the certificate for app.example.com expired on 2029-12-31")]
    public async Task A_certificate_that_ends_is_found(int days, string finding)
    {
        var end = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=app.example.com", key, HashAlgorithmName.SHA256);
        using var leaf = request.CreateSelfSigned(end.AddYears(-1), days < 0 ? end.AddHours(-1) : end);
        var view = Healthy with
        {
            Now = days < 0 ? end : end.AddDays(-days).AddHours(-1),
            Certificates = [new SiteCertificate("a.pem", leaf, [])],
        };

        if (finding.Length == 0)
        {
            Assert.Empty(await DiagnoseAsync(view));
        }
        else
        {
            await FindsAsync(finding, view);
        }
    }

    [Fact]
    public Task A_certificate_that_cannot_serve_is_found() => FindsAsync(
        "failure [certificate-unusable] Tls: b.pem cannot serve: no key",
        Healthy with { BadCertificates = ["b.pem cannot serve: no key"] });

    [Fact]
    public Task An_address_that_no_listener_covers_is_found() => FindsAsync(
        "warning [uncovered-address] ", Healthy, Pair.Replace("*:8080", "192.168.10.11:8080", StringComparison.Ordinal));

    private static MachineView With(InterfaceView link) => Healthy with { Interfaces = [link] };

    private static MachineView Hearing(params ImmutableArray<HeardRouter> routers) =>
        With(Eth0 with { Segment = new(routers, []) });

    private static MachineView Setting(string path, string value) =>
        Healthy with { Settings = new Dictionary<string, string> { [path] = value } };

    private static async Task<ImmutableArray<Finding>> DiagnoseAsync(MachineView view, string pair = Pair)
    {
        var result = await ConfigText.WithNodesAsync(pair.Replace("EXTRA", "", StringComparison.Ordinal));
        _ = ConfigText.Valid(result);
        return Diagnosis.Of(result, view);
    }

    private static async Task FindsAsync(string beginning, MachineView view, string pair = Pair)
    {
        var findings = await DiagnoseAsync(view, pair);

        Assert.StartsWith(beginning, DoctorReport.Text([Assert.Single(findings)]), StringComparison.Ordinal);
    }
}
