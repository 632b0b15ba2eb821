using Gateway.Health;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Shared;

namespace Gateway.Tests.Health;

/// <summary>Facts about the way of words to the engine.</summary>
public sealed class TrackerWordsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTime _time = new();
    private readonly FakeEngine _engine = new() { Trackers = ["web"] };
    private readonly TrackerWords _words;

    public TrackerWordsTests() => _words = new TrackerWords(_engine, ["web"], _time);

    [Fact]
    public void A_word_reaches_the_engine_where_it_is_tracked()
    {
        Say("web", Demotion.None);
        Say("disk", Demotion.None);

        Assert.Equal(["web 0 %"], _engine.Told);
    }

    [Fact]
    public void A_new_tracker_comes_with_what_it_has_said_for_the_rest_of_its_time()
    {
        Say("disk", new(40));
        Say("db", Demotion.None);
        _time.Advance(2 * Second);

        Assert.True(_words.TryApply(Tracking("silent", "disk", "web")));
        Say("web", Demotion.None);

        Assert.Equal(["[silent, disk 40 % for 3 s, web]", "web 0 %"], _engine.Told);
    }

    [Fact]
    public void A_word_whose_time_is_over_counts_as_failed_and_one_of_a_check_that_is_gone_as_none()
    {
        Say("disk", Demotion.None);
        Say("db", Demotion.None);
        _words.OnGone("db");
        _time.Advance(6 * Second);

        Assert.True(_words.TryApply(Tracking("disk", "db")));

        Assert.Equal(["[disk 100 % for -1 s, db]"], _engine.Told);
    }

    [Fact]
    public void While_the_inbox_is_full_words_go_by_the_old_configuration()
    {
        _engine.IsFull = true;
        Assert.False(_words.TryApply(Tracking("db", "web")));
        _engine.IsFull = false;
        Say("web", Demotion.Full);

        Assert.True(_words.TryApply(Tracking("db", "web")));

        Assert.Equal(["web 100 %", "[db, web]"], _engine.Told);
    }

    [Fact]
    public void Nobody_waits_for_an_engine_that_has_ended_or_never_was()
    {
        _engine.End();
        _engine.IsFull = true;

        Assert.True(_words.TryApply(Tracking("db")));
        Assert.True(new TrackerWords(null, [], _time).TryApply(Tracking()));
    }

    private void Say(string check, Demotion word) => _words.OnWord(new(check, word, "", 5 * Second));

    private static VrrpConfig Tracking(params string[] trackers) =>
        new() { VirtualRouters = [], Trackers = [.. trackers] };
}
