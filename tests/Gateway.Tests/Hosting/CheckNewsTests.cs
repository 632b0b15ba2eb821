using Gateway.Configuration;
using Gateway.Health;
using Gateway.Hosting;
using Gateway.Notify;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Gateway.Tests.Health;
using Gateway.Tests.Notify;
using Gateway.Vrrp.Core;
using Shared;

namespace Gateway.Tests.Hosting;

/// <summary>Facts about the news of health checks (issue 4, point 7: check up and down).</summary>
public sealed class CheckNewsTests : IDisposable
{
    private readonly RecordedLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_check_is_news_when_it_changes_and_every_word_is_passed_on()
    {
        var action = new FakeAction();
        var config = new NotifyConfig
        {
            Name = "ops",
            Plugin = "Fake",
            On = [NotificationKind.CheckUp, NotificationKind.CheckDown],
            Instances = [],
            Timeout = TimeSpan.FromSeconds(10),
            Retries = 0,
            Settings = default,
        };
        var notifier = new Notifier(
            "edge-a", [(config, action)], new PluginThreads(), TimeProvider.System, log.Of<Notifier>());
        var next = new FakeListener(new FakeTime());
        var news = new CheckNews(next, notifier);

        news.OnWord(Word(up: true, "fine"));
        news.OnWord(Word(up: false, "no route"));
        var down = await action.NextAsync();
        news.OnWord(Word(up: false, "no route"));
        news.OnWord(Word(up: true, "back"));
        var up = await action.NextAsync();
        await notifier.StopAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((NotificationKind.CheckDown, "uplink", "no route"), (down.Kind, down.Subject, down.Reason));
        Assert.Equal((NotificationKind.CheckUp, "uplink", "back"), (up.Kind, up.Subject, up.Reason));
        Assert.Equal((0, 4), (action.Waiting, next.Waiting("uplink")));
    }

    private static HealthWord Word(bool up, string text) => new("uplink", Demotion.Of(up), text, TimeSpan.FromSeconds(5));
}
