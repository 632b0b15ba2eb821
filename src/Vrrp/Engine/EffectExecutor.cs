using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Does what a state machine wants done, in order. Owned by the engine thread.</summary>
internal sealed class EffectExecutor
{
    private readonly VirtualRouterConfig _config;
    private readonly INetworkPort _port;
    private readonly AddressKeeper _keeper;
    private readonly EventRing _events;
    private readonly AdvertisementTemplate _template;
    private readonly HmacSequence? _stamps;
    private readonly ImmutableArray<IpAddr> _destinations;
    private readonly byte[] _packet;
    private readonly RepeatGate[] _refusals;
    private RepeatGate _restored;
    private AddressPrefix _lost;
    private Takeover _takeover;
    private string? _lostBecause;

    /// <summary>An executor for one virtual router.</summary>
    /// <param name="config">What it owns and says.</param>
    /// <param name="port">Its interface.</param>
    /// <param name="events">Takes what it tells.</param>
    /// <param name="former">Whose place it takes, and where it goes on; null at the start.</param>
    public EffectExecutor(
        VirtualRouterConfig config, INetworkPort port, EventRing events, EffectExecutor? former = null)
    {
        _config = config;
        _port = port;
        _events = events;
        _keeper = new AddressKeeper(config, port);
        _template = config.Template;
        _stamps = StampsOf(config, former?._stamps);
        _destinations = config.Destinations;
        _packet = new byte[_template.Length];
        _refusals = former?._refusals ?? new RepeatGate[Enum.GetValues<EffectKind>().Length];
        if (former is not null)
        {
            _restored = former._restored;
            (Source, ChecksumForm, Claimant) = (former.Source, former.ChecksumForm, former.Claimant);
            HeardAt = former.HeardAt;
            (AdvertisementsSent, PriorityZeroSent) = (former.AdvertisementsSent, former.PriorityZeroSent);
            _keeper.Renewals = former.LeaseRenewals;
        }
    }

    /// <summary>The addresses as they stand on interfaces while Master.</summary>
    public ReadOnlySpan<OwnedAddress> Addresses => _keeper.Addresses.AsSpan();

    /// <summary>Where our advertisements come from: part of their checksum. Default while there is no such
    /// address.</summary>
    public IpAddr Source { get; set; }

    /// <summary>What the checksum of our advertisements covers.</summary>
    public ChecksumForm ChecksumForm { get; set; }

    /// <summary>Who has claimed one of our addresses last.</summary>
    public MacAddress Claimant { get; set; }

    /// <summary>When somebody else's advertisement was heard last; default for never.</summary>
    public Instant HeardAt { get; set; }

    /// <summary>Advertisements that left.</summary>
    public long AdvertisementsSent { get; private set; }

    /// <summary>Those of them with priority 0.</summary>
    public long PriorityZeroSent { get; private set; }

    /// <summary>How often the lease of the addresses was renewed.</summary>
    public long LeaseRenewals => _keeper.Renewals;

    /// <summary>Leaves some addresses where they are, for another virtual router of this machine.</summary>
    public void Bequeath(ImmutableHashSet<OwnedAddress> inherited) => _keeper.Bequeath(inherited);

    /// <summary>Removes the addresses, which an earlier process left.</summary>
    public void Disown() => _keeper.TryRemove(out _);

    /// <summary>Notes which address is gone, BEFORE it is put back: observers hear its name, and why.</summary>
    public void NoteLost(Instant now, AddressPrefix address, bool madeRoom) => (_lost, _lostBecause) = (address,
        madeRoom ? "it stood before an address of the machine, and kept the route of its network away"
        : _keeper.HasLeaseEnded(now) ? "its lease ended because this process was late"
        : "somebody removed it");

    /// <summary>Executes and empties the buffer.</summary>
    /// <returns>False when the kernel refused the addresses: the rest of the buffer was not done.</returns>
    public bool Execute(Instant now, VrrpStateMachine machine, EffectBuffer effects)
    {
        for (var i = 0; i < effects.Count; i++)
        {
            if (!Execute(now, machine, effects[i]))
            {
                effects.Clear();
                return false;
            }
        }

        effects.Clear();
        return true;
    }

    /// <summary>Asks the segment who has our addresses. What cannot leave finds nobody.</summary>
    public void Probe()
    {
        foreach (var address in _keeper.Addresses)
        {
            _ = _port.TryProbe(address, out _);
        }
    }

    /// <summary>An event about this virtual router as it is.</summary>
    public VrrpEvent About(Instant now, VrrpStateMachine machine, VrrpEventKind kind) => new()
    {
        Kind = kind,
        At = now,
        VirtualRouter = _config.Name,
        From = machine.State,
        To = machine.State,
        Reason = machine.Reason,
        Priority = machine.Priority,
    };

    private bool Execute(Instant now, VrrpStateMachine machine, in Effect effect)
    {
        switch (effect.Kind)
        {
            case EffectKind.AddAddresses:
                return TryAdd(now, out var errno) || Refused(now, machine, effect, errno);
            case EffectKind.RenewAddresses:
                return _keeper.TryRenew(now, out errno) || Refused(now, machine, effect, errno);
            case EffectKind.RemoveAddresses:
                _ = _keeper.TryRemove(out errno) || Refused(now, machine, effect, errno);
                return true;
            case EffectKind.SendAdvertisement:
                Send(now, machine, effect);
                _takeover = _takeover.WithAdvertised(MonotonicClock.Now);
                return true;
            case EffectKind.Announce:
                Announce(now, machine, effect);
                _takeover = _takeover.WithAnnounced(MonotonicClock.Now);
                return true;
            case EffectKind.ReportTransition:
                Report(now, machine, effect.Transition);
                return true;
            case EffectKind.ReportAddressesRestored:
                ReportRestored(now, machine);
                return true;
            case EffectKind.ProbeAddresses:
                Probe();
                return true;
            default:
                ReportClaimed(now, machine, effect.Count);
                return true;
        }
    }

    private bool TryAdd(Instant now, out int errno)
    {
        var began = MonotonicClock.Now;
        var added = _keeper.TryAdd(now, out errno);
        _takeover = new(began, MonotonicClock.Now - began);
        return added;
    }

    // Behind a reload, too, each stamp is later than the one before.
    private static HmacSequence? StampsOf(VirtualRouterConfig config, HmacSequence? former)
    {
        if (config.Authentication is not HmacAuthentication hmac)
        {
            return null;
        }

        var stamps = former ?? new HmacSequence(hmac.Window);
        stamps.Window = hmac.Window;
        return stamps;
    }

    private void Send(Instant now, VrrpStateMachine machine, in Effect effect)
    {
        var stamp = _stamps?.Next(new Duration(WallClock.UnixNanoseconds)) ?? default;
        foreach (var destination in _destinations)
        {
            var length = AdvertisementWriter.Write(
                _packet, _template, effect.Priority, Source, destination, ChecksumForm, stamp);
            if (_port.TrySend(_packet.AsSpan(0, length), Source, destination, out var errno))
            {
                AdvertisementsSent++;
                PriorityZeroSent += effect.Priority == 0 ? 1 : 0;
            }
            else if (effect.Priority != 0)
            {
                // A farewell that cannot leave, for the link is gone, is no news.
                Refused(now, machine, effect, errno);
            }
        }
    }

    private void Announce(Instant now, VrrpStateMachine machine, in Effect effect)
    {
        for (var i = 0; i < effect.Count; i++)
        {
            foreach (var address in _keeper.Addresses)
            {
                if (!_port.TryAnnounce(address, out var errno))
                {
                    Refused(now, machine, effect, errno);
                    return;
                }
            }
        }
    }

    private void ReportClaimed(Instant now, VrrpStateMachine machine, int count) =>
        _events.Publish(About(now, machine, VrrpEventKind.AddressClaimed) with
        {
            Claimant = Claimant,
            Count = count,
            Detail = count > VrrpStateMachine.ClaimsRespected ? "takes over all the same" : "listens once more",
        });

    private void Report(Instant now, VrrpStateMachine machine, in Transition transition) =>
        _events.Publish(About(now, machine, VrrpEventKind.StateChanged) with
        {
            Source = Source,
            ChecksumForm = ChecksumForm,
            From = transition.From,
            To = transition.To,
            Reason = transition.Reason,
            Peer = transition.Peer,
            PeerPriority = transition.PeerPriority,
            MasterDownInterval = machine.MasterDownInterval,
            HeardAt = HeardAt,
            Takeover = transition.To == VrrpState.Master ? _takeover : default,
            Faults = transition.To == VrrpState.Fault ? machine.Faults.ToImmutableArray() : default,
        });

    private void ReportRestored(Instant now, VrrpStateMachine machine)
    {
        if (_restored.Count(now, out var untold))
        {
            _events.Publish(About(now, machine, VrrpEventKind.AddressRestored) with
            {
                Address = _lost,
                Count = untold,
                Detail = _lostBecause,
            });
        }
    }

    // Each kind has a gate of its own: a link that is down refuses every advertisement, which must not hide the rest.
    private bool Refused(Instant now, VrrpStateMachine machine, in Effect effect, int errno)
    {
        if (_refusals[(int)effect.Kind].Count(now, out var untold))
        {
            _events.Publish(About(now, machine, VrrpEventKind.KernelRefused) with
            {
                Count = untold,
                Detail = $"Cannot {Intent(effect.Kind)} on {_port.InterfaceName}: {Errno.Name(errno)}"
                    + $"{Explanation(effect.Kind, errno)}.",
            });
        }

        return false;
    }

    // A removal goes on after a refusal, so the last words may be about another address. A socket that was opened may
    // send: EPERM comes of netfilter's OUTPUT.
    private string Explanation(EffectKind kind, int errno) => kind switch
    {
        EffectKind.AddAddresses or EffectKind.RenewAddresses when _port.Explanation is { Length: > 0 } words =>
            $": {words}",
        EffectKind.SendAdvertisement when errno == Errno.EPERM =>
            ": a firewall of this machine drops what it sends, peers hear nothing, and both machines may be Master. "
            + $"Let it out: {FirewallRule.Out(_destinations[0].Family)}",
        _ => "",
    };

    private static string Intent(EffectKind kind) => kind switch
    {
        EffectKind.AddAddresses => "add the virtual addresses",
        EffectKind.RenewAddresses => "renew the virtual addresses",
        EffectKind.RemoveAddresses => "remove the virtual addresses",
        EffectKind.SendAdvertisement => "send an advertisement",
        _ => "announce the virtual addresses",
    };
}
