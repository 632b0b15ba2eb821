using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>The virtual routers of one sync group. Owned by the engine thread.</summary>
/// <param name="members">In the order of the configuration.</param>
internal sealed class RouterGroup(VirtualRouter[] members)
{
    private readonly SyncGroup _group = new([.. members.Select(member => member.Machine)]);
    private bool _isSettling;

    /// <summary>Whether another member, the one in that place, has a fault of its own.</summary>
    public bool IsDown(VirtualRouter asker, int place) =>
        place < members.Length && members[place] != asker && members[place].Machine.Faults.HasOwn;

    /// <summary>Makes the members agree: after every input that one of them handled, BEFORE the next input. Not between
    /// the members at the end of all, where each one is stopped by itself.</summary>
    public void Settle(Instant now)
    {
        // What a member does here asks again, and is heard by the loop that runs.
        if (_isSettling)
        {
            return;
        }

        _isSettling = true;
        while (_group.TryNext(out var member, out var input))
        {
            members[member].Follow(now, input);
        }

        _isSettling = false;
    }
}
