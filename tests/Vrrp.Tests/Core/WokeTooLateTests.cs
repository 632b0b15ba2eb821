using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A Master that was stopped for longer than the others wait must listen before it speaks.</summary>
public sealed class WokeTooLateTests
{
    private static readonly Duration Patience = new(3_609_375_000);

    public static TheoryData<string> EveryInput => ["tick", "resigned", "lower", "priority", "lost"];

    [Theory]
    [MemberData(nameof(EveryInput))]
    public void It_steps_down_before_it_does_anything_else(string input)
    {
        var machine = Machine.InMaster();
        machine.Wait(Patience + new Duration(1));

        var effects = machine.Do(Input(input));

        Assert.Equal("remove, Master -> Backup (WokeTooLate)", effects);
    }

    [Fact]
    public void A_higher_priority_heard_then_is_heard_as_Backup()
    {
        var machine = Machine.InMaster();
        machine.Wait(Patience + new Duration(1));

        Assert.Equal("remove, Master -> Backup (WokeTooLate)", machine.Hear(200, Machine.Higher));

        Assert.Equal(Patience, machine.Left);
    }

    [Fact]
    public void Asked_to_stop_then_it_stops_without_a_word()
    {
        var machine = Machine.InMaster();
        machine.Wait(Patience + new Duration(1));

        Assert.Equal(
            "remove, Master -> Backup (WokeTooLate), Backup -> Initialize (Shutdown)", machine.Do(VrrpInput.Shutdown));
    }

    [Fact]
    public void Lateness_up_to_the_others_patience_changes_nothing()
    {
        var machine = Machine.InMaster();
        machine.Wait(Patience);

        Assert.Equal("renew, advertise 100, announce", machine.Do(VrrpInput.Tick));
    }

    [Fact]
    public void It_listens_in_full_and_takes_over_from_a_lower_one()
    {
        var machine = Machine.InMaster();
        machine.Wait(Patience + new Duration(1));
        _ = machine.Do(VrrpInput.Tick);
        _ = machine.Hear(50, Machine.Lower);

        Assert.Equal(Patience, machine.Left);
        Assert.EndsWith("(LowerPriorityPreempted)", machine.UntilTimer(), StringComparison.Ordinal);
    }

    private static VrrpInput Input(string name) => name switch
    {
        "tick" => VrrpInput.Tick,
        "resigned" => VrrpInput.Advertisement(1, Machine.Interval, Machine.Lower),
        "lower" => VrrpInput.Advertisement(50, Machine.Interval, Machine.Lower),
        "priority" => VrrpInput.PriorityChanged(100),
        _ => VrrpInput.AddressLost,
    };
}
