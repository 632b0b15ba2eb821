using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>When a Master announces its addresses.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public void Five_at_takeover_again_at_five_seconds_then_every_minute()
    {
        var test = TestMachine.Backup();
        test.Sleep(test.Left);
        test.Handle(VrrpInput.Tick);
        var start = test.Elapsed;
        Assert.Contains(EffectKind.Announce, test.Kinds);

        var announced = test.RunUntil(start + Duration.FromSeconds(200))
            .Where(effect => effect.Effect.Kind == EffectKind.Announce)
            .Select(effect => (effect.At - start).Milliseconds);

        Assert.Equal([100, 500, 1_000, 2_000, 5_000, 65_000, 125_000, 185_000], announced);
    }

    [Fact]
    public void Every_takeover_begins_the_schedule_anew()
    {
        var test = TestMachine.Master();
        test.RunUntil(test.Elapsed + Duration.FromSeconds(3));
        test.Hear(200, TestMachine.HigherAddress);

        test.WaitForDeadline();
        var start = test.Elapsed;

        Assert.Contains(EffectKind.Announce, test.Kinds);
        var announced = test.RunUntil(start + Duration.FromSeconds(1))
            .Where(effect => effect.Effect.Kind == EffectKind.Announce)
            .Select(effect => (effect.At - start).Milliseconds);
        Assert.Equal([100, 500, 1_000], announced);
    }

    [Fact]
    public void A_Backup_announces_nothing()
    {
        var test = TestMachine.Master();
        test.Hear(200, TestMachine.HigherAddress);

        var effects = test.RunUntil(test.Elapsed + Duration.FromMilliseconds(3_600));

        Assert.Empty(effects);
    }

    [Theory]
    [InlineData(500)] // to the nanosecond when the next one would be due
    [InlineData(2_100)]
    public void Announcements_that_were_missed_are_not_made_up_for(int asleepMilliseconds)
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromMilliseconds(asleepMilliseconds));

        test.Handle(VrrpInput.Tick);

        Assert.Single(test.Kinds, EffectKind.Announce);
        test.Handle(VrrpInput.Tick);
        Assert.DoesNotContain(EffectKind.Announce, test.Kinds);
    }

    [Fact]
    public void Takeover_and_offsets_repeat_one_number_and_refreshes_another()
    {
        var test = TestMachine.Backup(TestMachine.Settings() with
        {
            Announcements = AnnouncementSchedule.Default with { Repeat = 5, RefreshRepeat = 2 },
        });

        var counts = test.RunUntil(Duration.FromSeconds(80))
            .Where(effect => effect.Effect.Kind == EffectKind.Announce).Select(effect => effect.Effect.Count);

        Assert.Equal([5, 5, 5, 5, 5, 5, 2], counts);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5_000, 3)]
    public void A_contest_is_answered_at_most_once_a_pause(int pauseMilliseconds, int expected)
    {
        var test = TestMachine.Master(TestMachine.Settings() with
        {
            Announcements = new()
            {
                Offsets = [Duration.FromMilliseconds(10)],
                Refresh = Duration.Zero,
                ContestPause = Duration.FromMilliseconds(pauseMilliseconds),
            },
        });
        test.RunUntil(test.Elapsed + Duration.FromSeconds(5));

        var announced = 0;
        for (var second = 0; second < 9; second++)
        {
            test.Hear(1, TestMachine.LowerAddress);
            announced += test.Kinds.Count(kind => kind == EffectKind.Announce);
            announced += test.RunUntil(test.Elapsed + Duration.FromSeconds(1))
                .Count(effect => effect.Effect.Kind == EffectKind.Announce);
        }

        Assert.Equal(expected, announced);
    }

    [Fact]
    public void A_schedule_without_refresh_ends()
    {
        var machine = new VrrpStateMachine(new()
        {
            Priority = 255,
            AdvertisementInterval = Duration.FromSeconds(40),
            Announcements = new() { Offsets = [Duration.FromSeconds(1)], Refresh = Duration.Zero },
        });
        var effects = new EffectBuffer();
        machine.Handle(new(0), VrrpInput.Startup, effects);
        effects.Clear();

        machine.Handle(machine.NextTimeout, VrrpInput.Tick, effects);

        Assert.Equal(EffectKind.Announce, effects[0].Kind);
        Assert.Equal(new Instant(0) + Duration.FromSeconds(40), machine.NextTimeout);
    }
}
