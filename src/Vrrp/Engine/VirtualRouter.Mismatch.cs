using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

// A peer that is alive and configured otherwise. It is known as long as it is heard.
internal sealed partial class VirtualRouter
{
    // A peer that is as patient as the RFC allows waits three of its intervals and a skew, which is less than another.
    private const int IntervalsOfPatience = 4;

    private RepeatGate _mismatches;
    private string? _mismatch;
    private IpAddr _mismatched;
    private bool _isMismatchTold;
    private Instant _mismatchOverAt = Instant.Never;

    // It is understood and counts all the same: what it advertises, and how seldom.
    private void CompareConfiguration(Instant now, scoped in Advertisement heard)
    {
        var hasOtherAddresses = heard.Compare(_config.Addresses.AsSpan()) == AddressListMatch.Different;
        var patience = _machine.PatienceWith(heard.Interval);
        _addressListsDifferent += hasOtherAddresses ? 1 : 0;
        if (!hasOtherAddresses && heard.Interval < patience)
        {
            // What another peer has configured otherwise is not over by this.
            if (heard.Source == _mismatched)
            {
                EndMismatch(now, "agrees with this node");
            }

            return;
        }

        var isTime = _mismatches.Count(now, out var untold);
        if (isTime || _mismatch is null)
        {
            var words = hasOtherAddresses
                ? heard.DescribeDifference(_config.Addresses.AsSpan())
                : PeerMismatch.DescribeInterval(heard.Interval, patience);
            BeginMismatch(now, heard.Source, words, DropReason.None, isTime ? untold : 0);
        }

        KeepMismatch(now, heard.Source, heard.Interval);
    }

    // Told of so many; 0 when it is not time to tell.
    private void NoteMismatch(Instant now, scoped in VrrpDatagram datagram, DropReason drop, long count)
    {
        if (count > 0 || _mismatch is null)
        {
            BeginMismatch(now, datagram.Source, PeerMismatch.Describe(datagram, _rules, drop), drop, count);
        }

        KeepMismatch(now, datagram.Source, datagram.Message.Length < Advertisement.HeaderLength
            ? Duration.Zero
            : Advertisement.IntervalOf(datagram.Message));
    }

    private void BeginMismatch(Instant now, IpAddr peer, string words, DropReason drop, long count)
    {
        _isMismatchTold = count > 0 || (_isMismatchTold && peer == _mismatched);
        _mismatched = peer;
        _mismatch = $"{peer}: {words}";
        if (count > 0)
        {
            _events.Publish(About(now, VrrpEventKind.PeerMismatch) with
            {
                Peer = peer,
                Detail = words,
                Drop = drop,
                Count = count,
            });
        }
    }

    // By the interval that it advertises, whatever else is wrong with it: it may be far longer than ours.
    private void KeepMismatch(Instant now, IpAddr peer, Duration interval)
    {
        if (peer == _mismatched)
        {
            var patience = interval * IntervalsOfPatience;
            _mismatchOverAt = now + (patience > _machine.MasterDownInterval ? patience : _machine.MasterDownInterval);
        }
    }

    private void TickMismatch(Instant now)
    {
        if (now >= _mismatchOverAt)
        {
            EndMismatch(now, "is not heard any more");
        }
    }

    private void EndMismatch(Instant now, string why)
    {
        if (_isMismatchTold)
        {
            _events.Publish(About(now, VrrpEventKind.PeerMismatchOver) with { Peer = _mismatched, Detail = why });
        }

        (_mismatch, _mismatched, _isMismatchTold) = (null, default, false);
        _mismatchOverAt = Instant.Never;
    }
}
