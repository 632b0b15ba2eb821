using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lab.Network;

/// <summary>One Ethernet segment of the real kernel: a bridge and four machines, each in its own network namespace.
/// Everything is removed on dispose, at process exit, and, after a hard kill, by the next lab that starts.</summary>
internal sealed class Segment : IDisposable
{
    private const string Transmissions = "8";

    private static int _created;

    private readonly Dictionary<string, SegmentNode> _nodes = [];
    private readonly NetNamespace _wires;
    private readonly DuplicateDetection _detection;
    private bool _disposed;

    private Segment(string prefix, DuplicateDetection detection, int linkCount)
    {
        Prefix = prefix;
        _detection = detection;
        WorkFolder = Directory.CreateTempSubdirectory($"{prefix}-").FullName;
        IpCommand.Batch(null, [.. Roles.Select(role => $"netns add {prefix}-{role}")]);
        _wires = new NetNamespace($"{prefix}-switch");
        BuildSwitch();
        foreach (string role in AddressPlan.Roles)
        {
            var node = new SegmentNode(role, $"{prefix}-{role}");
            _nodes[role] = node;
            Connect(node);
        }

        for (int link = 1; link < linkCount; link++)
        {
            Join(link);
        }
    }

    /// <summary>The first words of all namespace names.</summary>
    internal string Prefix { get; }

    /// <summary>A folder for configurations and logs, removed with the segment.</summary>
    internal string WorkFolder { get; }

    internal SegmentNode A => _nodes["a"];

    internal SegmentNode B => _nodes["b"];

    internal SegmentNode Client => _nodes["client"];

    internal SegmentNode Upstream => _nodes["upstream"];

    private static IEnumerable<string> Roles => AddressPlan.Roles.Prepend("switch");

    /// <summary>Builds a segment named after this process.</summary>
    /// <param name="detection">Whether new addresses of IPv6 are tentative.</param>
    /// <param name="linkCount">How many interfaces a and b have; from <c>eth1</c> on, a cable from one to the
    /// other.</param>
    internal static Segment Create(DuplicateDetection detection = DuplicateDetection.Off, int linkCount = 1)
    {
        LeftoverSweep.Run();
        int number = Interlocked.Increment(ref _created);
        return new Segment(
            string.Create(CultureInfo.InvariantCulture, $"gw{Environment.ProcessId}.{number}"), detection, linkCount);
    }

    /// <summary>Builds the segment of <c>demo --keep</c>, which outlives this process unless disposed.</summary>
    internal static Segment CreateKept() => new(LeftoverSweep.KeptPrefix, DuplicateDetection.Off, linkCount: 1);

    /// <summary>Takes the carrier from the node's <c>eth0</c>, as a pulled cable does.</summary>
    internal void Cut(SegmentNode node) => SetPort(node, "down");

    /// <summary>Puts the cable back.</summary>
    internal void Restore(SegmentNode node) => SetPort(node, "up");

    /// <summary>Takes <c>eth0</c> out of the node, as a pulled card or a driver that is loaded anew does.</summary>
    internal void Remove(SegmentNode node) => IpCommand.Run("-n", _wires.Name, "link", "delete", $"port-{node.Role}");

    /// <summary>Gives the node an <c>eth0</c> with its MAC and its own addresses: the first one or, after
    /// <see cref="Remove"/>, one that differs from the former in its index only.</summary>
    internal void Connect(SegmentNode node)
    {
        string peer = $"peer name eth0 address {node.HardwareAddress} netns {node.Namespace.Name}";
        IpCommand.Batch(
            _wires.Name,
            $"link add port-{node.Role} type veth {peer}",
            $"link set port-{node.Role} master br0 up");
        SetUp(node, link: 0);
    }

    /// <summary>Keeps the gateways from hearing each other; the client and the application hear both.</summary>
    internal void Partition() => IsolateGateways("on");

    /// <summary>Ends <see cref="Partition"/>.</summary>
    internal void Heal() => IsolateGateways("off");

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (SegmentNode node in _nodes.Values)
        {
            node.Dispose();
        }

        _wires.Dispose();
        LeftoverSweep.Remove(Roles.Select(role => $"{Prefix}-{role}"));
        Directory.Delete(WorkFolder, recursive: true);
    }

    private void Join(int link)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"eth{link}");
        IpCommand.Run([
            "link", "add", name, "netns", A.Namespace.Name, "type", "veth",
            "peer", "name", name, "netns", B.Namespace.Name,
        ]);
        SetUp(A, link);
        SetUp(B, link);
    }

    private void SetUp(SegmentNode node, int link)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"eth{link}");
        IPAddress address = AddressPlan.AddressOf(node.Role, AddressFamily.InterNetwork, link);
        string[] also = Socket.OSSupportsIPv6 ? [AddIPv6(node, name, link)] : [];
        IpCommand.Batch(
            node.Namespace.Name,
            ["link set lo up", $"address add {address}/24 dev {name}", .. also, $"link set {name} up"]);
    }

    // BEFORE the interface is up: then the kernel adds the link-local address.
    private string AddIPv6(SegmentNode node, string name, int link)
    {
        IPAddress address = AddressPlan.AddressOf(node.Role, AddressFamily.InterNetworkV6, link);
        if (_detection == DuplicateDetection.On)
        {
            node.SetKernel($"net/ipv6/conf/{name}/dad_transmits", Transmissions);
            return $"address add {address}/64 dev {name}";
        }

        try
        {
            node.SetKernel($"net/ipv6/conf/{name}/accept_dad", "0");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A container whose /proc/sys cannot be written: the link-local address is tentative for a while.
        }

        return $"address add {address}/64 dev {name} nodad";
    }

    private void BuildSwitch() => IpCommand.Batch(
        _wires.Name,
        "link set lo up",
        "link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
        "link set br0 up");

    private void IsolateGateways(string state) => IpCommand.Batch(
        _wires.Name,
        [.. new[] { A, B }.Select(node => $"link set port-{node.Role} type bridge_slave isolated {state}")]);

    private void SetPort(SegmentNode node, string state) =>
        IpCommand.Run("-n", _wires.Name, "link", "set", $"port-{node.Role}", state);
}
