using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

// The address that advertisements come from.
internal sealed partial class VirtualRouter
{
    // An address that is flushed and added again at once (a network manager at work) costs no failover.
    private static readonly Duration SourcePatience = Duration.FromSeconds(1);

    private static readonly Fault SourceAddressMissing = new(FaultKind.SourceAddressMissing);

    private static readonly Fault InterfaceAbsent = new(FaultKind.InterfaceAbsent);
    private static readonly Fault InterfaceDown = new(FaultKind.InterfaceDown);

    private Instant _sourceGivenUpAt = Instant.Never;

    // Its socket is closed, or has no address to be reached at: no firewall is to blame for what it does not hear.
    private bool IsDeaf => _executor.Source == default || _sourceGivenUpAt != Instant.Never
        || _machine.Faults.Contains(SourceAddressMissing) || _machine.Faults.Contains(InterfaceAbsent)
        || _machine.Faults.Contains(InterfaceDown);

    /// <summary>Chooses the address from those that the interface has now: the one that the configuration names;
    /// without, the first of IPv4 or the link-local one of IPv6. One that is tentative is waited for, unless it is the
    /// one in use that is back; one that goes away is missed only after a second: until then a Master goes on from it,
    /// and nobody takes over.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="present">The addresses of the interface that are nobody's virtual address.</param>
    /// <param name="onLink">Those of its family with their prefixes: whose senders are on the link.</param>
    public void ChooseSource(
        Instant now, IReadOnlyList<InterfaceAddress> present, ImmutableArray<AddressPrefix> onLink)
    {
        _rules.OnLink = onLink;
        foreach (var candidate in present)
        {
            if (IsSource(candidate))
            {
                SetSource(now, candidate.Address.Address);
                return;
            }
        }

        if (_executor.Source == default)
        {
            SetFault(now, SourceAddressMissing, raised: true);
        }
        else if (_sourceGivenUpAt == Instant.Never)
        {
            _sourceGivenUpAt = now + SourcePatience;
            Handle(now, VrrpInput.SourceLost);
        }
    }

    /// <summary>Our advertisements come from that address.</summary>
    public void SetSource(Instant now, IpAddr source)
    {
        var wasGone = _sourceGivenUpAt != Instant.Never;
        _sourceGivenUpAt = Instant.Never;
        if (source != _executor.Source || wasGone)
        {
            _executor.Source = source;
            _rules.OwnSource = source;
            _witnessedUnheard = 0;
            Handle(now, VrrpInput.SourceAddress(source));
        }

        SetFault(now, SourceAddressMissing, raised: false);
    }

    private bool IsSource(InterfaceAddress candidate)
    {
        var address = candidate.Address.Address;
        // Back from being flushed, it is looked for duplicates for longer than a second; that it is one, is told.
        var isBack = address == _executor.Source && !candidate.IsDuplicate;
        return address.Family == _config.Family
            && (candidate.IsUsable || isBack)
            && (_config.SourceAddress == default
                ? address.Family == IpFamily.IPv4 || candidate.IsLinkLocal
                : address == _config.SourceAddress);
    }

    private void TickSource(Instant now)
    {
        if (now >= _sourceGivenUpAt)
        {
            _sourceGivenUpAt = Instant.Never;
            // A Master says its farewell BEFORE it forgets where its peers know it from.
            SetFault(now, SourceAddressMissing, raised: true);
            _executor.Source = default;
            _rules.OwnSource = default;
        }
    }
}
