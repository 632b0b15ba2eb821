using System.Globalization;
using System.Net;

namespace Lab.Network;

/// <summary>One Ethernet segment of the real kernel: a bridge and four machines, each in its own network namespace.
/// Everything is removed on dispose, at process exit, and, after a hard kill, by the next lab that starts.</summary>
internal sealed class Segment : IDisposable
{
    private static readonly (string Role, byte Host)[] Machines =
        [("a", 11), ("b", 12), ("client", 10), ("upstream", 20)];

    private static int _created;

    private readonly Dictionary<string, SegmentNode> _nodes = [];
    private readonly NetNamespace _wires;
    private bool _disposed;

    private Segment(string prefix)
    {
        Prefix = prefix;
        WorkFolder = Directory.CreateTempSubdirectory($"{prefix}-").FullName;
        IpCommand.Batch(null, [.. Roles.Select(role => $"netns add {prefix}-{role}")]);
        _wires = new NetNamespace($"{prefix}-switch");
        BuildSwitch();
        foreach ((string role, byte host) in Machines)
        {
            var node = new SegmentNode(role, $"{prefix}-{role}", new IPAddress([10, 77, 0, host]));
            _nodes[role] = node;
            Connect(node);
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

    private static IEnumerable<string> Roles => Machines.Select(machine => machine.Role).Prepend("switch");

    /// <summary>Builds a segment named after this process.</summary>
    internal static Segment Create()
    {
        LeftoverSweep.Run();
        return new Segment(string.Create(
            CultureInfo.InvariantCulture, $"gw{Environment.ProcessId}.{Interlocked.Increment(ref _created)}"));
    }

    /// <summary>Builds the segment of <c>demo --keep</c>, which outlives this process unless disposed.</summary>
    internal static Segment CreateKept() => new(LeftoverSweep.KeptPrefix);

    /// <summary>Takes the carrier from the node's <c>eth0</c>, as a pulled cable does.</summary>
    internal void Cut(SegmentNode node) => SetPort(node, "down");

    /// <summary>Puts the cable back.</summary>
    internal void Restore(SegmentNode node) => SetPort(node, "up");

    /// <summary>Takes <c>eth0</c> out of the node, as a pulled card or a driver that is loaded anew does.</summary>
    internal void Remove(SegmentNode node) => IpCommand.Run("-n", _wires.Name, "link", "delete", $"port-{node.Role}");

    /// <summary>Gives the node an <c>eth0</c> with its MAC and its own address: the first one or, after
    /// <see cref="Remove"/>, one that differs from the former in its index only.</summary>
    internal void Connect(SegmentNode node)
    {
        string peer = $"peer name eth0 address {node.HardwareAddress} netns {node.Namespace.Name}";
        IpCommand.Batch(
            _wires.Name,
            $"link add port-{node.Role} type veth {peer}",
            $"link set port-{node.Role} master br0 up");
        IpCommand.Batch(
            node.Namespace.Name,
            "link set lo up",
            $"address add {node.Address}/24 dev eth0",
            "link set eth0 up");
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
