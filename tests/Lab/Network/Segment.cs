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
            _nodes[role] = BuildMachine(role, host);
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

    private SegmentNode BuildMachine(string role, byte host)
    {
        string name = $"{Prefix}-{role}";
        string mac = string.Create(CultureInfo.InvariantCulture, $"02:00:00:00:77:{host:D2}");
        IpCommand.Batch(
            _wires.Name,
            $"link add port-{role} type veth peer name eth0 address {mac} netns {name}",
            $"link set port-{role} master br0 up");
        IpCommand.Batch(
            name,
            "link set lo up",
            $"address add 10.77.0.{host}/24 dev eth0",
            "link set eth0 up");
        return new SegmentNode(role, name, new IPAddress([10, 77, 0, host]));
    }

    private void SetPort(SegmentNode node, string state) =>
        IpCommand.Run("-n", _wires.Name, "link", "set", $"port-{node.Role}", state);
}
