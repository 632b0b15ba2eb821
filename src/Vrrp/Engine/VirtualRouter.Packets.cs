using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

// What arrives: advertisements, those that a firewall dropped, and claims of its addresses.
internal sealed partial class VirtualRouter
{
    // One or two are the last words of a Master that has just heard us.
    private const int RivalsWorthAWord = 3;

    // One or two may be on their way to the other socket.
    private const int WitnessedWorthAWord = 3;

    // As may a burst of them, in the disorder of an election.
    private static readonly Duration WitnessedLongEnough = Duration.FromMilliseconds(100);

    private static readonly Duration FirstProbe = Duration.FromSeconds(10);
    private static readonly Duration ProbePeriod = Duration.FromSeconds(60);

    private AdvertisementRules _rules;
    private HmacReplayGuard? _replays;
    private RepeatGate _rivals;
    private RepeatGate _firewalls;
    private RepeatGate _claims;
    private int _rivalsSinceMaster;
    private int _witnessedUnheard;
    private Instant _witnessedSince;
    private long _advertisementsReceived;
    private long _priorityZeroReceived;
    private long _addressListsDifferent;
    private PeerSnapshot? _peer;
    private Instant _probeAt = Instant.Never;

    /// <summary>A packet for this virtual router id came in.</summary>
    public void Receive(Instant now, scoped in VrrpDatagram datagram)
    {
        _witnessedUnheard = 0;
        if (!AdvertisementReader.TryRead(datagram, _rules, out var advertisement, out var drop)
            || _replays?.TryAdmit(advertisement, new Duration(WallClock.UnixNanoseconds), out drop) == false)
        {
            CountDropped(now, datagram, drop);
            return;
        }

        _advertisementsReceived++;
        _priorityZeroReceived += advertisement.Priority == 0 ? 1 : 0;
        // Routers that check the checksum at all accept only one form: send what the peer sends.
        _executor.ChecksumForm = advertisement.ChecksumForm;
        NotePeer(now, advertisement);
        CompareConfiguration(now, advertisement);
        Handle(now, VrrpInput.Advertisement(advertisement.Priority, advertisement.Interval, advertisement.Source));
        if (_machine.State == VrrpState.Master && !_machine.IsDraining && advertisement.Priority != 0)
        {
            CountRival(now, advertisement);
        }
    }

    /// <summary>The witness saw a packet for this virtual router id. When the socket saw it, too, that was
    /// before.</summary>
    public void Witness(Instant now, scoped in VrrpDatagram datagram)
    {
        if (datagram.Source == _executor.Source)
        {
            return;
        }

        if (!AdvertisementReader.TryRead(datagram, _rules, out _, out var drop))
        {
            // A group that we do not listen to: the socket never sees it.
            if (drop == DropReason.WrongDestination && datagram.Destination.IsMulticast)
            {
                CountDropped(now, datagram, drop);
            }
        }
        else if (IsDroppedHere(now) && _firewalls.Count(now, out var untold))
        {
            _events.Publish(About(now, VrrpEventKind.FirewallSuspected) with
            {
                Peer = datagram.Source,
                PeerPriority = datagram.Message[2],
                Count = untold,
            });
        }
    }

    /// <summary>Another machine says on the segment of an interface that an address is there. Only of ours that is
    /// known there is that news.</summary>
    public void HearClaim(Instant now, string interfaceName, IpAddr address, MacAddress claimant)
    {
        if (!IsKnown(interfaceName, address))
        {
            return;
        }

        _executor.Claimant = claimant;
        var isMaster = _machine.State == VrrpState.Master;
        Handle(now, VrrpInput.AddressClaimed);
        // Who drains is about to be followed: the claim is the good news.
        if (isMaster && !_machine.IsDraining && _claims.Count(now, out var untold))
        {
            _events.Publish(About(now, VrrpEventKind.AddressClaimed) with
            {
                Claimant = claimant,
                Address = new(address, address.MaxPrefixLength),
                Count = untold,
            });
        }
    }

    // The witness has seen so many, for so long, and the socket none.
    private bool IsDroppedHere(Instant now)
    {
        if (_witnessedUnheard++ == 0)
        {
            _witnessedSince = now;
        }

        return _witnessedUnheard >= WitnessedWorthAWord && now - _witnessedSince >= WitnessedLongEnough;
    }

    // A Master asks now and then: an owner that does not speak VRRP, or does not hear us, answers.
    private void TickProbe(Instant now)
    {
        if (now >= _probeAt)
        {
            var isMaster = _machine.State == VrrpState.Master;
            _probeAt = isMaster ? now + ProbePeriod : Instant.Never;
            if (isMaster)
            {
                _executor.Probe();
            }
        }
    }

    private bool IsKnown(string interfaceName, IpAddr address)
    {
        foreach (var own in Addresses)
        {
            if (own.Prefix.Address == address && _config.SegmentOf(own) == interfaceName)
            {
                return true;
            }
        }

        return false;
    }

    // No allocation while the same peer goes on.
    private void NotePeer(Instant now, scoped in Advertisement heard)
    {
        if (_peer is null || _peer.Address != heard.Source)
        {
            _peer = new PeerSnapshot { Address = heard.Source };
        }

        _executor.HeardAt = now;
        _peer.Note(now, heard.Priority, heard.Interval, heard.ChecksumForm);
    }

    private void CountDropped(Instant now, scoped in VrrpDatagram datagram, DropReason drop)
    {
        var isTime = _drops.Count(now, drop, out var untold);
        if (PeerMismatch.IsLikely(datagram, _rules, drop))
        {
            NoteMismatch(now, datagram, drop, isTime ? untold : 0);
        }
        else if (isTime)
        {
            _events.Publish(About(now, VrrpEventKind.AdvertisementsDropped) with
            {
                Peer = datagram.Source,
                Drop = drop,
                Count = untold,
            });
        }
    }

    private void CountRival(Instant now, scoped in Advertisement advertisement)
    {
        if (++_rivalsSinceMaster >= RivalsWorthAWord && _rivals.Count(now, out var untold))
        {
            _events.Publish(About(now, VrrpEventKind.RivalHeard) with
            {
                Peer = advertisement.Source,
                PeerPriority = advertisement.Priority,
                Count = untold,
            });
        }
    }
}
