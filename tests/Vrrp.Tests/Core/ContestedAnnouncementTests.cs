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

        // Three of each series of 0, 0.1, 0.5, 1, 2 and 5 s, which begins anew every second.
        Assert.InRange(announcements, 3, 4);
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
