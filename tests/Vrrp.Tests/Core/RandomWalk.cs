using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Feeds a machine with seeded random inputs and follows its effects as an executor would.</summary>
internal sealed class RandomWalk
{
    private static readonly HashSet<(VrrpState From, VrrpState To, TransitionReason Reason)> Edges =
    [
        (VrrpState.Initialize, VrrpState.Backup, TransitionReason.Startup),
        (VrrpState.Backup, VrrpState.Master, TransitionReason.AddressOwner),
        (VrrpState.Master, VrrpState.Backup, TransitionReason.Drained),
        (VrrpState.Initialize, VrrpState.Master, TransitionReason.AddressOwner),
        (VrrpState.Initialize, VrrpState.Master, TransitionReason.Adopted),
        (VrrpState.Initialize, VrrpState.Fault, TransitionReason.FaultRaised),
        (VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent),
        (VrrpState.Backup, VrrpState.Master, TransitionReason.MasterResigned),
        (VrrpState.Backup, VrrpState.Master, TransitionReason.LowerPriorityPreempted),
        (VrrpState.Backup, VrrpState.Fault, TransitionReason.FaultRaised),
        (VrrpState.Backup, VrrpState.Initialize, TransitionReason.Shutdown),
        (VrrpState.Master, VrrpState.Backup, TransitionReason.HigherPriorityHeard),
        (VrrpState.Master, VrrpState.Backup, TransitionReason.HigherAddressHeard),
        (VrrpState.Master, VrrpState.Backup, TransitionReason.WokeTooLate),
        (VrrpState.Master, VrrpState.Fault, TransitionReason.FaultRaised),
        (VrrpState.Master, VrrpState.Initialize, TransitionReason.Shutdown),
        (VrrpState.Fault, VrrpState.Backup, TransitionReason.FaultCleared),
        (VrrpState.Fault, VrrpState.Master, TransitionReason.AddressOwner),
        (VrrpState.Fault, VrrpState.Initialize, TransitionReason.Shutdown),
    ];

    private static readonly Fault AddressRefused = new(FaultKind.AddressRefused);

    private readonly Random _random;
    private readonly bool _isOwner;
    private readonly VrrpStateMachine _machine;
    private readonly EffectBuffer _effects = new();
    private readonly HashSet<(VrrpState, VrrpState, TransitionReason)> _taken = [];
    private Instant _now = new(0);
    private VrrpState _told = VrrpState.Initialize;
    private bool _hasAddresses;

    public RandomWalk(int seed)
    {
        _random = new Random(seed);
        _isOwner = _random.Next(4) == 0;
        _machine = new(new()
        {
            Priority = _isOwner ? (byte)255 : (byte)_random.Next(1, 255),
            AdvertisementInterval = Duration.FromMilliseconds(10 * _random.Next(1, 4096)),
            Preempt = _random.Next(2) == 0,
            Version = _random.Next(4) == 0 ? VrrpVersion.V2 : VrrpVersion.V3,
            PreemptDelay = Duration.FromSeconds(_random.Next(3) == 0 ? 20 : 0),
            RecoveryHold = Duration.FromSeconds(_random.Next(3) == 0 ? 20 : 0),
            StartupDelay = Duration.FromSeconds(_random.Next(3) == 0 ? 20 : 0),
            HasPeers = _random.Next(4) != 0,
            ProbeBeforeFirstTakeover = _random.Next(2) == 0,
        });
    }

    /// <summary>How many different transitions there are.</summary>
    public static int EdgeCount => Edges.Count;

    /// <summary>The transitions that were taken so far.</summary>
    public IReadOnlyCollection<(VrrpState From, VrrpState To, TransitionReason Reason)> Taken => _taken;

    public void Step()
    {
        Sleep();
        if (!TryHandle(Next()))
        {
            Assert.True(TryHandle(VrrpInput.FaultRaised(AddressRefused)), "A step down asks for addresses.");
        }

        CheckState();
    }

    // False when the kernel refused an address: the rest of the effects is void.
    private bool TryHandle(in VrrpInput input)
    {
        _machine.Handle(_now, input, _effects);
        var refused = false;
        for (var i = 0; i < _effects.Count && !refused; i++)
        {
            refused = !TryFollow(_effects[i]);
        }

        _effects.Clear();
        return !refused;
    }

    private void Sleep()
    {
        var untilDeadline = _machine.NextTimeout == Instant.Never
            ? 1_000_000_000
            : Math.Max(0, (_machine.NextTimeout - _now).Nanoseconds);
        _now += new Duration(_random.Next(4) switch
        {
            0 => 0,
            1 => untilDeadline,
            2 => _random.NextInt64(untilDeadline + 1),
            // Rarely so long that a Master wakes too late.
            _ => _random.Next(8) == 0 ? untilDeadline * 8 : untilDeadline,
        });
    }

    private VrrpInput Next()
    {
        var address = IpAddr.FromIPv4((uint)_random.Next(0x0A00_0001, 0x0A00_0004));
        // A refused address is the kernel's answer, never an input of its own.
        var fault = new Fault((FaultKind)_random.Next((int)FaultKind.AddressRefused), _random.Next(2));
        return _random.Next(40) switch
        {
            0 => VrrpInput.Shutdown,
            1 => VrrpInput.AddressLost,
            2 => VrrpInput.SourceAddress(address),
            3 => VrrpInput.FaultRaised(fault),
            4 => VrrpInput.FaultCleared(AddressRefused),
            < 12 => VrrpInput.FaultCleared(fault),
            < 14 when _machine.State == VrrpState.Initialize && _random.Next(4) == 0 => Adopt(),
            < 14 => VrrpInput.Startup,
            14 when !_isOwner => VrrpInput.PriorityChanged((byte)_random.Next(1, 255)),
            15 => VrrpInput.Advertisement(0, RandomInterval(), address),
            16 => VrrpInput.Advertisement(_machine.Priority, RandomInterval(), address),
            17 => VrrpInput.Advertisement((byte)_random.Next(256), RandomInterval(), address),
            18 => VrrpInput.AddressClaimed,
            19 when _random.Next(3) == 0 => VrrpInput.Drain,
            20 => VrrpInput.Undrain,
            22 when _random.Next(8) == 0 => VrrpInput.Leave,
            21 when _random.Next(4) == 0 => VrrpInput.SourceLost,
            _ => VrrpInput.Tick,
        };
    }

    private VrrpInput Adopt()
    {
        // An earlier process left them.
        _hasAddresses = true;
        return VrrpInput.Adopt;
    }

    private Duration RandomInterval() => Duration.FromMilliseconds(10 * _random.Next(1, 4096));

    private bool TryFollow(in Effect effect)
    {
        switch (effect.Kind)
        {
            case EffectKind.AddAddresses:
                // Refused or not: the first of several may have been added.
                _hasAddresses = true;
                return _random.Next(8) != 0;
            case EffectKind.RemoveAddresses:
                Assert.True(_hasAddresses, "Addresses were removed that were not there.");
                _hasAddresses = false;
                break;
            case EffectKind.RenewAddresses:
                Assert.True(_hasAddresses, "Addresses were renewed that were not there.");
                return _random.Next(16) != 0;
            case EffectKind.SendAdvertisement:
            case EffectKind.Announce:
                Assert.True(_hasAddresses, $"{effect.Kind} without the addresses.");
                break;
            case EffectKind.ReportTransition:
                var transition = effect.Transition;
                Assert.Equal(_told, transition.From);
                Assert.Contains((transition.From, transition.To, transition.Reason), Edges);
                _taken.Add((transition.From, transition.To, transition.Reason));
                _told = transition.To;
                break;
        }

        return true;
    }

    private void CheckState()
    {
        Assert.Equal(_machine.State, _told);
        Assert.Equal(_machine.State == VrrpState.Master, _hasAddresses);
        Assert.False(_machine.Faults.Contains(new Fault(FaultKind.InvariantBroken)));
        Assert.Equal(
            _machine.State is VrrpState.Master or VrrpState.Backup, _machine.NextTimeout != Instant.Never);
        if (_machine.State != VrrpState.Initialize)
        {
            Assert.Equal(_machine.State == VrrpState.Fault, !_machine.Faults.IsEmpty);
            Assert.NotEqual(TransitionReason.None, _machine.Reason);
        }
    }
}
