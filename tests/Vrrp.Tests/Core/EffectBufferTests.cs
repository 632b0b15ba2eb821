using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Law 2: one input, then drain.</summary>
public sealed class EffectBufferTests
{
    [Fact]
    public void An_input_before_the_effects_of_the_last_are_drained_throws_and_changes_nothing()
    {
        var machine = new VrrpStateMachine(new() { Priority = 100, AdvertisementInterval = Duration.FromSeconds(1) });
        var effects = new EffectBuffer();
        machine.Handle(new(0), VrrpInput.Startup, effects);

        Assert.Throws<InvalidOperationException>(() => machine.Handle(new(1), VrrpInput.Shutdown, effects));

        Assert.Equal(VrrpState.Backup, machine.State);
        effects.Clear();
        machine.Handle(new(1), VrrpInput.Shutdown, effects);
        Assert.Equal(VrrpState.Initialize, machine.State);
    }

    [Fact]
    public void Effects_come_back_in_order_and_only_those_that_are_there()
    {
        var effects = new EffectBuffer();
        effects.Add(new(EffectKind.AddAddresses));
        effects.Add(new(EffectKind.SendAdvertisement, 7));

        Assert.Equal(2, effects.Count);
        Assert.Equal(new(EffectKind.SendAdvertisement, 7), effects[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => effects[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => effects[-1]);
        effects.Clear();
        Assert.Throws<ArgumentOutOfRangeException>(() => effects[0]);
    }

    [Fact]
    public void A_full_buffer_throws_instead_of_losing_an_effect()
    {
        var effects = new EffectBuffer();
        for (var i = 0; i < 16; i++)
        {
            effects.Add(new(EffectKind.Announce));
        }

        Assert.Throws<InvalidOperationException>(() => effects.Add(new(EffectKind.Announce)));
    }
}
