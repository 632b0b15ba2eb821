using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.World;

/// <summary>The segment between the nodes: loses, delays, doubles and overtakes packets.</summary>
/// <param name="nodeCount">How many nodes there are.</param>
/// <param name="maxDelay">The longest that a packet takes.</param>
/// <param name="agenda">Brings packets later.</param>
/// <param name="dice">Chance.</param>
internal sealed class SimulatedNetwork(int nodeCount, Duration maxDelay, Agenda agenda, Dice dice)
{
    private const int Nobody = -1;
    private const double DuplicationProbability = 0.02;

    private readonly bool[] _blocked = new bool[nodeCount * nodeCount];
    private readonly Dictionary<IpAddr, int> _announcers = [];
    private readonly int[] _announcements = new int[nodeCount];
    private int _knownOwner = Nobody;
    private int _blockedCount;

    /// <summary>Takes what arrives: from, to, packet.</summary>
    public Action<int, int, byte[]> Deliver { get; set; } = (_, _, _) => { };

    /// <summary>Says whether the kernel of a node has an address and would answer for it.</summary>
    public Func<int, IpAddr, bool> Has { get; set; } = (_, _) => false;

    /// <summary>Takes an answer: who asked, who has it, the address.</summary>
    public Action<int, int, IpAddr> Answer { get; set; } = (_, _, _) => { };

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

    /// <summary>Sends a packet to one node.</summary>
    public void Send(int from, int to, byte[] packet) => Carry(from, to, () => Deliver(from, to, packet));

    /// <summary>Asks all other nodes for an address.</summary>
    public void Ask(int from, IpAddr address)
    {
        for (var to = 0; to < nodeCount; to++)
        {
            var asked = to;
            if (asked != from)
            {
                Carry(from, asked, () =>
                {
                    if (Has(asked, address))
                    {
                        Carry(asked, from, () => Answer(from, asked, address));
                    }
                });
            }
        }
    }

    /// <summary>The segment learns where an address lives.</summary>
    public void Announce(int node, IpAddr address)
    {
        _announcers[address] = node;
        _announcements[node]++;
        FindOwner();
    }

    /// <summary>How many announcements of single addresses a node has made.</summary>
    public int AnnouncementsOf(int node) => _announcements[node];

    /// <summary>Nobody looks for such addresses any more.</summary>
    public void Forget(Func<IpAddr, bool> isOld)
    {
        foreach (var old in _announcers.Keys.Where(isOld).ToArray())
        {
            _ = _announcers.Remove(old);
        }

        FindOwner();
    }

    /// <summary>Whether the segment looks for every address at that node.</summary>
    public bool IsKnownOwner(int node) => node == _knownOwner;

    private void FindOwner()
    {
        _knownOwner = Nobody;
        var isFirst = true;
        foreach (var announcer in _announcers.Values)
        {
            _knownOwner = isFirst || announcer == _knownOwner ? announcer : Nobody;
            isFirst = false;
        }
    }

    private int Way(int from, int to) => (from * nodeCount) + to;

    private void Carry(int from, int to, Action arrive)
    {
        var copies = dice.Chance(DuplicationProbability) ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            var delay = dice.UpTo(maxDelay);
            if (!_blocked[Way(from, to)] && !dice.Chance(Loss))
            {
                agenda.After(delay, arrive);
            }
        }
    }
}
