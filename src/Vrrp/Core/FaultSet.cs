using System.Collections.Immutable;

namespace Gateway.Vrrp.Core;

/// <summary>The reasons that keep a virtual router from being Master. A set of reasons, not a mask of kinds: with two
/// trackers down, one that recovers leaves the other's fault standing.</summary>
public sealed class FaultSet
{
    private readonly List<Fault> _faults = new(8);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Whether anything is wrong but that another member of the sync group is down.</summary>
    public bool HasOwn
    {
        get
        {
            foreach (var fault in _faults)
            {
                if (fault.Kind != FaultKind.GroupMemberDown)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Adds a fault.</summary>
    /// <returns>False when it was there already.</returns>
    internal bool Add(Fault fault)
    {
        if (_faults.Contains(fault))
        {
            return false;
        }

        _faults.Add(fault);
        return true;
    }

    /// <summary>Takes a fault away.</summary>
    /// <returns>False when it was not there.</returns>
    internal bool Remove(Fault fault) => _faults.Remove(fault);

    /// <summary>Whether that fault stands.</summary>
    public bool Contains(Fault fault) => _faults.Contains(fault);

    /// <summary>A copy, oldest first.</summary>
    public ImmutableArray<Fault> ToImmutableArray() => [.. _faults];
}
