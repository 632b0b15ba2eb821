using System.Globalization;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A state machine with a clock in the test's hand. Effects come back as words, in order: "add, advertise 150,
/// announce, Backup -> Master (MasterSilent)".</summary>
internal sealed class Machine
{
    public static readonly IpAddr Own = IpAddr.Parse("192.0.2.2");
    public static readonly IpAddr Lower = IpAddr.Parse("192.0.2.1");
    public static readonly IpAddr Higher = IpAddr.Parse("192.0.2.3");
    public static readonly Duration Interval = Duration.FromSeconds(1);

    private readonly EffectBuffer _effects = new();

    public Machine(byte priority = 100, bool preempt = true, Duration? interval = null)
    {
        Core = new VrrpStateMachine(new()
        {
            Priority = priority,
            AdvertisementInterval = interval ?? Interval,
            Preempt = preempt,
        });
        _ = Do(VrrpInput.SourceAddress(Own));
    }

    public VrrpStateMachine Core { get; }

    public Instant Now { get; private set; } = new(1_000_000_000);

    public VrrpState State => Core.State;

    /// <summary>Time until the next timer.</summary>
    public Duration Left => Core.NextTimeout - Now;

    public static Machine InBackup(byte priority = 100, bool preempt = true)
    {
        var machine = new Machine(priority, preempt);
        _ = machine.Do(VrrpInput.Startup);
        Assert.Equal(VrrpState.Backup, machine.State);
        return machine;
    }

    public static Machine InMaster(byte priority = 100, bool preempt = true)
    {
        var machine = InBackup(priority, preempt);
        _ = machine.UntilTimer();
        Assert.Equal(VrrpState.Master, machine.State);
        return machine;
    }

    public string Do(VrrpInput input)
    {
        Core.Handle(Now, input, _effects);
        return Drain();
    }

    public string Hear(byte priority, IpAddr source, Duration? interval = null) =>
        Do(VrrpInput.Advertisement(priority, interval ?? Interval, source));

    public void Wait(Duration time) => Now += time;

    /// <summary>Goes to the next deadline and lets it fire.</summary>
    public string UntilTimer()
    {
        Now = Core.NextTimeout;
        return Do(VrrpInput.Tick);
    }

    private string Drain()
    {
        var words = new List<string>();
        for (var i = 0; i < _effects.Count; i++)
        {
            words.Add(Word(_effects[i]));
        }

        _effects.Clear();
        return string.Join(", ", words);
    }

    private static string Word(Effect effect) => effect.Kind switch
    {
        EffectKind.AddAddresses => "add",
        EffectKind.RenewAddresses => "renew",
        EffectKind.RemoveAddresses => "remove",
        EffectKind.SendAdvertisement => string.Create(CultureInfo.InvariantCulture, $"advertise {effect.Priority}"),
        EffectKind.Announce => "announce",
        EffectKind.ReportTransition =>
            $"{effect.Transition.From} -> {effect.Transition.To} ({effect.Transition.Reason})",
        _ => "restored",
    };
}
