using System.Diagnostics;
using System.Text.Json.Nodes;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Doctor;

/// <summary><c>gateway doctor</c> beside a running pair finds each of more than ten planted faults, one after the
/// other, and nothing on a healthy pair (issue 7, point 2).</summary>
[InParallel(IsLong = true)]
public sealed class DoctorTests
{
    // What runs below /run of a machine, which has a view of its own there.
    private const string Networkd = """
        mkdir -p /run/systemd/netif/links /run/systemd/network
        printf '[Match]\nName=eth*\n[Network]\nDHCP=no\n' >/run/systemd/network/10-eth0.network
        """;

    private const string NetworkManager = """
        mkdir -p /run/NetworkManager/devices
        printf '[device]\nmanaged=true\n' >"/run/NetworkManager/devices/$(cat /sys/class/net/eth0/ifindex)"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [LabFact]
    public async Task Each_planted_fault_is_found_and_nothing_on_a_healthy_pair()
    {
        // The addresses of the nodes decide who speaks to whom.
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Adjust = root => GatewayConfiguration.Instance(root).Remove("Peers"),
        });
        await pair.StartAsync();
        var (a, b) = ((GatewayNode)pair.A, (GatewayNode)pair.B);
        Assert.Equal("", await ExamineAsync(a));
        Assert.Equal("", await ExamineAsync(b));

        // What the file says, and the machine does not have.
        string instance = $"Vrrp:Instances:{pair.Settings.VirtualRouters.First().Name}";
        Assert.Equal("interface-absent", await ExamineAsync(b, $"{instance}:Interface=eth9"));
        Assert.Equal("source-address-elsewhere", await ExamineAsync(b, "Nodes:edge-b:Address=10.77.0.99"));
        Assert.Equal("peer-interval", await ExamineAsync(b, $"{instance}:AdvertisementInterval=200ms"));
        Assert.Equal(
            "peer-version",
            await ExamineAsync(b, $"{instance}:Version=2", $"{instance}:AdvertisementInterval=1s"));
        Assert.Equal("foreign-router", await ExamineAsync(b, "Nodes:edge-a:Address=10.77.0.98"));
        string certificates = Path.Combine(pair.Segment.WorkFolder, "ending");
        Certificates.Write(certificates, "app.example.com", days: 3);
        Assert.Equal("certificate-expires", await ExamineAsync(b, $"Tls:Certificates={certificates}"));

        // Services that manage the network.
        Assert.Equal("networkd-removes-addresses", await ExamineWithAsync(Networkd, b));
        Assert.Equal("networkmanager-removes-addresses", await ExamineWithAsync(NetworkManager, b));

        // What is wrong with the machine, and what is done about it.
        await PlantAsync(
            "arp-ignore", b,
            () => b.Node.SetKernel("net/ipv4/conf/eth0/arp_ignore", "8"),
            () => b.Node.SetKernel("net/ipv4/conf/eth0/arp_ignore", "0"));
        await PlantAsync(
            "second-owner", b,
            () => pair.Segment.Upstream.Ip("address", "add", $"{PairSettings.VirtualAddress}/32", "dev", "eth0"),
            () => pair.Segment.Upstream.Ip("address", "del", $"{PairSettings.VirtualAddress}/32", "dev", "eth0"));
        await PlantAsync(
            "mtu-too-small", b,
            () => b.Node.Ip("link", "set", "eth0", "mtu", "80"),
            () => b.Node.Ip("link", "set", "eth0", "mtu", "1500"));
        await PlantAsync(
            "source-address-missing", b,
            () => b.Node.Ip("address", "del", $"{b.Node.Address}/24", "dev", "eth0"),
            () => b.Node.Ip("address", "add", $"{b.Node.Address}/24", "dev", "eth0"));
        await PlantAsync(
            "interface-down", b,
            () => b.Node.Ip("link", "set", "eth0", "down"),
            () => b.Node.Ip("link", "set", "eth0", "up"));
        await PlantAsync(
            "firewall", b,
            b.Node.DropVrrp,
            () => Nft(b, "delete table inet lab"));
        await PlantAsync(
            "firewall-output", b,
            () => Nft(b, "add table inet lab; add chain inet lab output { type filter hook output priority 0; }; "
                + "add rule inet lab output meta l4proto 112 drop"),
            () => Nft(b, "delete table inet lab"));
        // What only the gateway that runs can tell.
        Assert.Equal(0, b.Type("drain").Code);
        Assert.Equal("drained", await ExamineAsync(b));
        var undrained = b.Type("undrain");
        Assert.True(undrained.Code == 0, undrained.Text);
        Assert.Equal(0, await a.StopAsync());
        Assert.Equal(0, await b.StopAsync());
        Assert.Equal("peer-silent", await ExamineAsync(b));
    }

    private static void Nft(GatewayNode node, string commands) =>
        IpCommand.Run("netns", "exec", node.Node.Namespace.Name, "nft", commands);

    // Until it is over: the pair needs a moment to agree again.
    private static async Task PlantAsync(string id, GatewayNode node, Action plant, Action cure)
    {
        plant();
        try
        {
            Assert.Contains(id, (await ExamineAsync(node)).Split(' '));
        }
        finally
        {
            cure();
        }

        TimeSpan end = LabClock.Now + Patience;
        string left;
        while ((left = await ExamineAsync(node)).Length > 0)
        {
            Assert.True(LabClock.Now < end, $"after the cure of {id}: {left}");
        }
    }

    private static Task<string> ExamineAsync(GatewayNode node, params string[] overrides) =>
        ExamineWithAsync("", node, overrides);

    // The ids of all findings; the exit code says the worst.
    private static async Task<string> ExamineWithAsync(string service, GatewayNode node, params string[] overrides)
    {
        // The namespaces of this machine are below /run, too.
        string before = service.Length > 0 ? $"mount -t tmpfs tmpfs /run\n{service}\n" : "";
        var start = new ProcessStartInfo("ip") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] words =
        [
            "netns", "exec", node.Node.Namespace.Name, "sh", "-ec", before + "exec \"$@\"", "sh", GatewayNode.Binary,
            "doctor", "--json", "--config", node.ConfigFile, "--node", node.Name, "--socket", node.Socket,
            .. overrides.SelectMany(word => (string[])["--set", word]),
        ];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        using Process doctor = Process.Start(start)!;
        Task<string> errors = doctor.StandardError.ReadToEndAsync();
        string output = await doctor.StandardOutput.ReadToEndAsync();
        await doctor.WaitForExitAsync();
        JsonArray findings = output.Length > 0
            ? JsonNode.Parse(output)!.AsArray()
            : throw new InvalidOperationException(await errors);
        bool isFailure = findings.Any(finding => (string?)finding!["severity"] == "failure");
        Assert.Equal(findings.Count == 0 ? 0 : isFailure ? 2 : 1, doctor.ExitCode);
        return string.Join(' ', findings.Select(finding => (string?)finding!["id"]).Distinct());
    }
}
