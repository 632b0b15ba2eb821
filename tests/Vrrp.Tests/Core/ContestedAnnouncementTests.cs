using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class ContestedAnnouncementTests
{
    private static readonly Duration Interval = Duration.FromSeconds(1);
    private static readonly Instant Start = new(1_000_000_000);
    private static readonly VrrpInput Lower = VrrpInput.Advertisement(100, Interval, IpAddr.Parse("192.168.10.12"));

    private readonly EffectBuffer _effects = new();
    private readonly VrrpStateMachine _machine = new(TestMachine.Settings(priority: 200));
    private Instant _now = Start;

    [Fact]
    public void Master_that_hears_another_master_announces_at_once_and_again_soon()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));

        Handle(_now, Lower);

        Assert.Equal(1, Announcements);
        Assert.Equal(1, AnnouncementsWithin(Duration.FromMilliseconds(100)));
        Assert.Equal(4, AnnouncementsWithin(Duration.FromSeconds(5)));
    }

    [Fact]
    public void Stream_of_lower_advertisements_neither_silences_nor_multiplies_announcements()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));

        var announcements = 0;
        for (var i = 0; i < 100; i++)
        {
            Handle(_now, Lower);
            announcements += Announcements + AnnouncementsWithin(Duration.FromMilliseconds(10));
        }

        // The series of 0, 0.1, 0.5 and 1 s.
        Assert.InRange(announcements, 3, 4);
    }

    [Fact]
    public void Split_brain_that_lasts_is_announced_at_pauses_that_double_up_to_ten_seconds()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));

        Assert.InRange(Contest(seconds: 60), 6, 14);
        Assert.InRange(Contest(seconds: 60), 6, 7);
    }

    [Fact]
    public void Rival_that_falls_silent_is_contradicted_once_more_within_two_and_a_half_of_its_intervals()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));
        Contest(seconds: 60);

        // The last one came a second ago. Then the whole series.
        Assert.Equal(2, AnnouncementsWithin(Duration.FromMilliseconds(1_600)));
        Assert.Equal(4, AnnouncementsWithin(Duration.FromSeconds(5)));
        Assert.Equal(0, AnnouncementsWithin(Duration.FromSeconds(30)));
    }

    [Fact]
    public void Rival_that_resigns_is_contradicted_at_once()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));
        Contest(seconds: 60);

        Handle(_now, VrrpInput.Advertisement(0, Interval, IpAddr.Parse("192.168.10.12")));

        Assert.Equal(2, AnnouncementsWithin(Duration.FromMilliseconds(100)));
    }

    [Fact]
    public void Last_words_of_a_rival_come_out_of_turn_and_are_answered_at_once()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));
        Contest(seconds: 59);
        Handle(_now, Lower);
        Assert.Equal(0, Announcements + AnnouncementsWithin(Duration.FromMilliseconds(500)));

        Handle(_now, Lower);

        Assert.Equal(1, Announcements);
    }

    [Fact]
    public void Two_rivals_are_not_out_of_turn_because_there_are_two()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));
        Contest(seconds: 60);

        var announcements = 0;
        for (var i = 0; i < 60; i++)
        {
            Handle(_now, Lower);
            announcements += Announcements + AnnouncementsWithin(Duration.FromMilliseconds(300));
            Handle(_now, VrrpInput.Advertisement(90, Interval, IpAddr.Parse("192.168.10.13")));
            announcements += Announcements + AnnouncementsWithin(Duration.FromMilliseconds(700));
        }

        Assert.InRange(announcements, 6, 7);
    }

    [Fact]
    public void Contest_that_is_over_begins_anew_with_a_quick_answer()
    {
        BecomeMaster();
        AnnouncementsWithin(Duration.FromSeconds(10));
        Contest(seconds: 60);
        AnnouncementsWithin(Duration.FromSeconds(20));

        Handle(_now, Lower);

        Assert.Equal(1, Announcements);
        Assert.Equal(1, AnnouncementsWithin(Duration.FromMilliseconds(100)));
    }

    // A lower advertisement every second; what was announced meanwhile.
    private int Contest(int seconds)
    {
        var announcements = 0;
        for (var i = 0; i < seconds; i++)
        {
            Handle(_now, Lower);
            announcements += Announcements + AnnouncementsWithin(Duration.FromSeconds(1));
        }

        return announcements;
    }

    private int Announcements =>
        Enumerable.Range(0, _effects.Count).Count(i => _effects[i].Kind == EffectKind.Announce);

    private void BecomeMaster()
    {
        Handle(_now, VrrpInput.Startup);
        Handle(_machine.NextTimeout, VrrpInput.Tick);
    }

    private int AnnouncementsWithin(Duration length)
    {
        var end = _now + length;
        var announcements = 0;
        while (_machine.NextTimeout <= end)
        {
            Handle(_machine.NextTimeout, VrrpInput.Tick);
            announcements += Announcements;
        }

        _now = end;
        return announcements;
    }

    private void Handle(Instant now, in VrrpInput input)
    {
        _now = now;
        _effects.Clear();
        _machine.Handle(now, input, _effects);
    }
}
