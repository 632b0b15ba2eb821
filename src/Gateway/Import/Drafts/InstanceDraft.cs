using Gateway.Import.Reading;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Drafts;

/// <summary>What a <c>vrrp_instance</c> of one machine comes to. What differs from machine to machine by design stands
/// beside the draft.</summary>
/// <param name="draft">What all machines share.</param>
internal sealed class InstanceDraft(Draft draft)
{
    /// <summary>What all machines share.</summary>
    public Draft Draft { get; } = draft;

    /// <summary>The priority of this machine.</summary>
    public int Priority { get; set; }

    /// <summary>The keyword that says so; null for a default.</summary>
    public Statement? PrioritySource { get; set; }

    /// <summary>The machine that is the owner of the address in the place of this one, and the keyword that says so;
    /// null when the priority is as the file says.</summary>
    public (string Node, Statement Source)? Owner { get; set; }

    /// <summary>The family of the advertised addresses; <see cref="IpFamily.None"/> when there are none.</summary>
    public IpFamily Family { get; set; }

    /// <summary>The machine's own address, and the keyword that says so.</summary>
    public (IpAddr Address, Statement Source)? Own { get; set; }

    /// <summary>The other machines' addresses, each with its line. None: multicast.</summary>
    public List<(IpAddr Address, Statement Source)> Peers { get; } = [];
}
