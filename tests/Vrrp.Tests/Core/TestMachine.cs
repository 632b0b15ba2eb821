using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A state machine with a clock that the test moves, and the effects of the last input.</summary>
internal sealed class TestMachine
{
    public static readonly IpAddr OwnAddress = IpAddr.Parse("192.0.2.10");
    public static readonly IpAddr LowerAddress = IpAddr.Parse("192.0.2.9");
    public static readonly IpAddr HigherAddress = IpAddr.Parse("192.0.2.11");

    private static readonly Instant Start = new(5_000_000_000_000);

    private readonly EffectBuffer _buffer = new();
    private readonly Duration _interval;

    /// <summary>A machine in Initialize that knows its own address.</summary>
    public TestMachine(byte priority = 100, int intervalMilliseconds = 1000, bool preempt = true)
        : this(Settings(priority, intervalMilliseconds, preempt))
    {
    }

    /// <summary>A machine in Initialize with all that can be set.</summary>
    public TestMachine(VrrpMachineSettings settings)
    {
        _interval = settings.AdvertisementInterval;
        Machine = new(settings);
        Handle(VrrpInput.SourceAddress(OwnAddress));
    }

    public VrrpStateMachine Machine { get; }

    public VrrpState State => Machine.State;

    public Instant Now { get; private set; } = Start;

    /// <summary>Time since the test began.</summary>
    public Duration Elapsed => Now - Start;

    /// <summary>When the state was reached, as time since the test began.</summary>
    public Duration Since => Machine.Since - Start;

    /// <summary>How long until the next deadline.</summary>
    public Duration Left => Machine.NextTimeout - Now;

    /// <summary>The effects of the last input, in order.</summary>
    public IReadOnlyList<Effect> Effects { get; private set; } = [];

    public IEnumerable<EffectKind> Kinds => Effects.Select(effect => effect.Kind);

    /// <summary>The priorities of the advertisements among the effects.</summary>
    public IEnumerable<byte> Advertised =>
        Effects.Where(effect => effect.Kind == EffectKind.SendAdvertisement).Select(effect => effect.Priority);

    /// <summary>The only transition among the effects.</summary>
    public Transition Transition =>
        Assert.Single(Effects, effect => effect.Kind == EffectKind.ReportTransition).Transition;

    /// <summary>Settings without a probe, which most tests would only wait for.</summary>
    public static VrrpMachineSettings Settings(
        byte priority = 100, int intervalMilliseconds = 1000, bool preempt = true) => new()
        {
            Priority = priority,
            AdvertisementInterval = Duration.FromMilliseconds(intervalMilliseconds),
            Preempt = preempt,
            ProbeBeforeFirstTakeover = false,
        };

    /// <summary>A machine that was started and listens.</summary>
    public static TestMachine Backup(byte priority = 100, int intervalMilliseconds = 1000, bool preempt = true)
    {
        return Backup(Settings(priority, intervalMilliseconds, preempt));
    }

    /// <summary>A machine with those settings that was started and listens.</summary>
    public static TestMachine Backup(VrrpMachineSettings settings)
    {
        var test = new TestMachine(settings);
        test.Handle(VrrpInput.Startup);
        Assert.Equal(VrrpState.Backup, test.State);
        return test;
    }

    /// <summary>A machine that has just taken over from nobody.</summary>
    public static TestMachine Master(byte priority = 100, int intervalMilliseconds = 1000, bool preempt = true)
    {
        return Master(Settings(priority, intervalMilliseconds, preempt));
    }

    /// <summary>A machine with those settings that has just taken over from nobody.</summary>
    public static TestMachine Master(VrrpMachineSettings settings)
    {
        var test = Backup(settings);
        test.WaitForDeadline();
        Assert.Equal(VrrpState.Master, test.State);
        return test;
    }

    /// <summary>Time passes, and nobody looks.</summary>
    public void Sleep(Duration duration) => Now += duration;

    public void Handle(in VrrpInput input)
    {
        Machine.Handle(Now, input, _buffer);
        TakeEffects();
    }

    /// <summary>Goes on with other settings.</summary>
    public void Retune(VrrpMachineSettings settings)
    {
        Machine.Retune(Now, settings, _buffer);
        TakeEffects();
    }

    /// <summary>Hears an advertisement, by default with our own interval.</summary>
    public void Hear(byte priority, IpAddr source, int? intervalMilliseconds = null) => Handle(
        VrrpInput.Advertisement(
            priority, intervalMilliseconds is { } own ? Duration.FromMilliseconds(own) : _interval, source));

    /// <summary>Sleeps to the next deadline and ticks.</summary>
    public void WaitForDeadline()
    {
        Now = Machine.NextTimeout;
        Handle(VrrpInput.Tick);
    }

    /// <summary>Waits until a drain that has its successor is over.</summary>
    public void EndLinger()
    {
        Assert.Equal(DrainStage.Lingering, Machine.DrainStage);
        while (Machine.DrainStage == DrainStage.Lingering)
        {
            WaitForDeadline();
        }
    }

    /// <summary>Ticks at every deadline until then.</summary>
    /// <returns>All effects with the time they came at.</returns>
    public List<(Duration At, Effect Effect)> RunUntil(Duration elapsed)
    {
        var all = new List<(Duration, Effect)>();
        while (Machine.NextTimeout <= Start + elapsed)
        {
            WaitForDeadline();
            all.AddRange(Effects.Select(effect => (Elapsed, effect)));
        }

        Now = Start + elapsed;
        return all;
    }

    private void TakeEffects()
    {
        Effects = [.. Enumerable.Range(0, _buffer.Count).Select(i => _buffer[i])];
        _buffer.Clear();
    }
}
