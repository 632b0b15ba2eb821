using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.World;

/// <summary>The segment between the nodes: loses, delays, doubles and overtakes packets.</summary>
internal sealed class SimulatedNetwork(int nodeCount, Agenda agenda, Dice dice)
{
    private const int Nobody = -1;
    private const double DuplicationProbability = 0.02;

    private readonly bool[] _blocked = new bool[nodeCount * nodeCount];
    private readonly Dictionary<IpAddr, int> _announcers = [];
    private int _knownOwner = Nobody;
    private int _blockedCount;

    /// <summary>Takes what arrives: from, to, packet.</summary>
    public Action<int, int, byte[]> Deliver { get; set; } = (_, _, _) => { };

    /// <summary>How often a packet is lost, 0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>Whether nothing is lost and everybody hears everybody.</summary>
    public bool IsGood => Loss == 0 && _blockedCount == 0;

    /// <summary>Stops or opens the way from one node to another; the way back is another.</summary>
    public void Block(int from, int to, bool blocked)
    {
        _blocked[Way(from, to)] = blocked;
        _blockedCount = _blocked.AsSpan().Count(true);
    }

    /// <summary>Opens all ways.</summary>
    public void UnblockAll()
    {
        Array.Clear(_blocked);
        _blockedCount = 0;
    }

    /// <summary>Sends a packet to all other nodes.</summary>
    public void Multicast(int from, byte[] packet)
    {
        for (var to = 0; to < nodeCount; to++)
        {
            if (to != from)
            {
                Send(from, to, packet);
            }
        }
    }

    /// <summary>The segment learns where an address lives.</summary>
    public void Announce(int node, IpAddr address)
    {
        _announcers[address] = node;
        _knownOwner = node;
        foreach (var announcer in _announcers.Values)
        {
            _knownOwner = announcer == _knownOwner ? announcer : Nobody;
        }
    }

    /// <summary>Whether the segment looks for every address at that node.</summary>
    public bool IsKnownOwner(int node) => node == _knownOwner;

    private int Way(int from, int to) => (from * nodeCount) + to;

    private void Send(int from, int to, byte[] packet)
    {
        var copies = dice.Chance(DuplicationProbability) ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            var delay = dice.UpTo(Scenario.MaxDelay);
            if (!_blocked[Way(from, to)] && !dice.Chance(Loss))
            {
                agenda.After(delay, () => Deliver(from, to, packet));
            }
        }
    }
}
