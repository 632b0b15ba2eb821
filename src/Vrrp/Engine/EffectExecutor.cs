using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Does what a state machine wants done, in order. Owned by the engine thread.</summary>
internal sealed class EffectExecutor
{
    private static readonly Duration QuietAfterRefusal = Duration.FromSeconds(60);

    private readonly VirtualRouterConfig _config;
    private readonly INetworkPort _port;
    private readonly AddressKeeper _keeper;
    private readonly EventRing _events;
    private readonly AddressPrefix[] _advertised;
    private readonly byte[] _packet;
    private Instant _refusalToldUntil = new(long.MinValue);

    /// <summary>An executor for one virtual router.</summary>
    public EffectExecutor(VirtualRouterConfig config, INetworkPort port, EventRing events)
    {
        _config = config;
        _port = port;
        _events = events;
        _keeper = new AddressKeeper(config, port);
        _advertised = [.. config.Addresses];
        _packet = new byte[AdvertisementWriter.Length(_advertised.Length, _advertised[0].Address.Family)];
    }

    /// <summary>The addresses as they stand on the interface while Master.</summary>
    public ReadOnlySpan<AddressPrefix> Addresses => _keeper.Addresses.AsSpan();

    /// <summary>Where our advertisements come from: part of their checksum.</summary>
    public IpAddr Source { get; set; }

    /// <summary>What the checksum of our advertisements covers.</summary>
    public ChecksumForm ChecksumForm { get; set; }

    /// <summary>The address that was lost last: named when it is back.</summary>
    public AddressPrefix LostAddress { get; set; }

    /// <summary>Advertisements that left.</summary>
    public long AdvertisementsSent { get; private set; }

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
                return _keeper.TryAdd(now, out var errno) || Refused(now, machine, "add the virtual addresses", errno);
            case EffectKind.RenewAddresses:
                return _keeper.TryRenew(now, out errno) || Refused(now, machine, "renew the virtual addresses", errno);
            case EffectKind.RemoveAddresses:
                _ = _keeper.TryRemove(out errno) || Refused(now, machine, "remove the virtual addresses", errno);
                return true;
            case EffectKind.SendAdvertisement:
                Send(now, machine, effect.Priority);
                return true;
            case EffectKind.Announce:
                Announce(now, machine);
                return true;
            case EffectKind.ReportTransition:
                Report(now, machine, effect.Transition);
                return true;
            default:
                _events.Publish(About(now, machine, VrrpEventKind.AddressRestored) with { Address = LostAddress });
                return true;
        }
    }

    private void Send(Instant now, VrrpStateMachine machine, byte priority)
    {
        var length = AdvertisementWriter.Write(
            _packet, _config.VirtualRouterId, priority, _config.AdvertisementInterval, _advertised,
            Source, Advertisement.GroupIPv4, ChecksumForm);
        if (_port.TrySend(_packet.AsSpan(0, length), out var errno))
        {
            AdvertisementsSent++;
        }
        else if (priority != 0)
        {
            // A farewell that cannot leave, for the link is gone, is no news.
            Refused(now, machine, "send an advertisement", errno);
        }
    }

    private void Announce(Instant now, VrrpStateMachine machine)
    {
        foreach (var address in _keeper.Addresses)
        {
            if (!_port.TryAnnounce(address.Address, out var errno))
            {
                Refused(now, machine, "announce the virtual addresses", errno);
                return;
            }
        }
    }

    private void Report(Instant now, VrrpStateMachine machine, in Transition transition) =>
        _events.Publish(About(now, machine, VrrpEventKind.StateChanged) with
        {
            From = transition.From,
            To = transition.To,
            Reason = transition.Reason,
            Peer = transition.Peer,
            PeerPriority = transition.PeerPriority,
            MasterDownInterval = machine.MasterDownInterval,
        });

    // Told once, then at most once a minute: a link that is down refuses every advertisement.
    private bool Refused(Instant now, VrrpStateMachine machine, string intent, int errno)
    {
        if (now >= _refusalToldUntil)
        {
            _refusalToldUntil = now + QuietAfterRefusal;
            _events.Publish(About(now, machine, VrrpEventKind.KernelRefused) with
            {
                Detail = $"Cannot {intent} on {_port.InterfaceName}: {Errno.Name(errno)}.",
            });
        }

        return false;
    }
}
