using Browser.Scenes;
using Gateway.Admin.Status;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Page;

/// <summary>What a gateway is and does is on its page.</summary>
public sealed class PanelTests(Chromium chromium)
{
    private static readonly LocatorAssertionsToHaveTextOptions Soon = new() { Timeout = 15_000 };

    [PageFact]
    public async Task The_roles_of_both_machines_are_shown_with_the_addresses_at_their_owner()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        ILocator lan4 = stage.Page.Locator("article.instance").First;

        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Master");
        await Expect(lan4.Locator(".station").Nth(0).Locator(".role")).ToHaveTextAsync("Master");
        await Expect(lan4.Locator(".station").Nth(0).Locator(".plates li")).ToHaveTextAsync("192.168.10.10/24");
        await Expect(lan4.Locator(".station").Nth(1).Locator(".role")).ToHaveTextAsync("Backup, or away");
        await Expect(lan4.Locator(".station").Nth(1).Locator(".who")).ToHaveTextAsync("edge-b deduced");
        await Expect(lan4.Locator(".station").Nth(1).Locator(".plates")).ToHaveTextAsync("no address");
        await Expect(lan4).ToContainTextAsync("because the Master 192.168.10.12 fell silent");
        await Expect(lan4).ToContainTextAsync("since ");
    }

    [PageFact]
    public async Task A_Backup_shows_the_Master_that_it_hears_and_a_priority_as_the_sum_of_its_parts()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Backup());
        ILocator peer = stage.Page.Locator(".station").Nth(1);

        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Backup");
        await Expect(peer.Locator(".role")).ToHaveTextAsync("Master");
        await Expect(peer.Locator(".plates li")).ToHaveTextAsync("192.168.10.10/24");
        await Expect(peer.Locator(".facts")).ToContainTextAsync("240");
        await Expect(peer.Locator(".facts")).ToContainTextAsync("192.168.10.12");
        await Expect(stage.Page.Locator(".ledger tr"))
            .ToHaveTextAsync(["configured250", "proxy succeeds0", "uplink fails\u221260", "in effect190"]);
    }

    [PageFact]
    public async Task A_second_Master_is_called_one()
    {
        Scene scene = States.Master();
        scene.Status = scene.Status with
        {
            Instances = [Reports.Instance("lan4", "Master", "no Master was heard", Reports.Peer(-3600))],
        };
        await using Stage stage = await Stage.OpenAsync(chromium, scene);

        await Expect(stage.Page.Locator(".station").Nth(1).Locator(".role")).ToHaveTextAsync("Master, too");
    }

    [PageFact]
    public async Task A_fault_a_refused_file_and_what_else_needs_attention_are_told_at_the_top()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Fault());

        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is in Fault");
        await Expect(stage.Page.Locator("#verdict-detail")).ToContainTextAsync("eth0 has no carrier");
        await Expect(stage.Page.Locator("#notices li")).ToHaveTextAsync([
            "The changed configuration was refused", "The peer of lan4 is configured otherwise",
            "web/other is ill", "old.example.com has expired", "mail.example.com expires in 9\u202fdays",
        ]);
        ILocator error = stage.Page.Locator(".errors li").First;
        await Expect(error).ToContainTextAsync("appsettings.json:14:7");
        await Expect(error).ToContainTextAsync("Vrrp:Instances:lan4:Adresses: unknown key");
        await Expect(stage.Page.Locator("#instances .warning")).ToContainTextAsync("its advertisement interval is 2s");
    }

    [PageFact]
    public async Task Checks_destinations_certificates_and_traffic_are_shown_in_words_and_pictures()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Backup());
        ILocator uplink = stage.Page.Locator(".check").Nth(1);

        await Expect(uplink).ToContainTextAsync("fails");
        await Expect(uplink).ToContainTextAsync("no answer");
        await Expect(uplink.Locator(".strip"))
            .ToHaveAttributeAsync("aria-label", "of the last 20 results 16 good, 4 bad");
        await Expect(uplink.Locator(".strip .failed")).ToHaveCountAsync(4);
        await Expect(stage.Page.Locator(".destination").First).ToContainTextAsync("healthy");
        await Expect(stage.Page.Locator(".destination").First).ToContainTextAsync("7\u202frequests under way");
        await Expect(stage.Page.Locator(".certificate")).ToContainTextAsync("61\u202fdays left");
        await Expect(stage.Page.Locator(".figure .value").First).ToHaveTextAsync("134");
        await Expect(stage.Page.Locator(".figure .trend")).ToHaveCountAsync(4);
    }

    [PageFact]
    public async Task A_transition_unfolds_into_its_milliseconds_and_stays_so()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        ILocator transition = stage.Page.Locator(".transition").First;

        await transition.Locator("summary").ClickAsync();
        stage.Scene.Status = stage.Scene.Status with { Version = "0.2.0" };
        await Expect(stage.Page.Locator("#footer")).ToContainTextAsync("0.2.0");

        await Expect(transition.Locator(".head")).ToContainTextAsync("lan4: Backup \u2192 Master");
        await Expect(transition.Locator(".took")).ToHaveTextAsync("in 3.0\u202fs");
        await Expect(transition.Locator(".steps dt")).ToHaveTextAsync(
            ["+0\u202fms", "+3\u202f023\u202fms", "+3\u202f024\u202fms", "+3\u202f026\u202fms"]);
        await Expect(transition.Locator(".steps dd").Last).ToBeVisibleAsync();
    }

    [PageFact]
    public async Task What_happens_if_is_the_forecast_of_the_running_configuration()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        ILocator uplink = stage.Page.Locator("#forecast details").First;

        await Expect(stage.Page.Locator("#forecast")).ToContainTextAsync("250 beats 240 of edge-b");
        await uplink.Locator("summary").ClickAsync();

        await Expect(uplink.Locator("dd").First).ToHaveTextAsync("edge-b takes over within 3.063s, with no gap.");
        await Expect(uplink.Locator("dd").First).ToBeVisibleAsync();
    }

    [PageFact]
    public async Task A_change_of_role_is_on_the_page_at_once_and_read_out()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());

        HistoryEntry left = Reports.Takeover(3, "lan4") with { To = "Backup", From = "Master" };
        stage.Scene.History = [left, .. stage.Scene.History];
        stage.Scene.Status = stage.Scene.Status with { Instances = [States.BackupInstance()] };

        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Backup");
        await Expect(stage.Page.Locator("#announcement")).ToHaveTextAsync(
            "lan4: edge-a went from Master to Backup, because 192.168.10.12 has the higher priority 240.");
        await Expect(stage.Page.Locator("#announcement")).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(stage.Page.Locator(".transition .head").First).ToContainTextAsync("Master \u2192 Backup");
        Assert.StartsWith("\u25cb", await stage.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [PageFact]
    public async Task A_change_while_the_history_is_on_its_way_is_not_lost()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        TaskCompletionSource asked = new(), release = new();
        await stage.Page.RouteAsync("**/api/history", async route =>
        {
            IAPIResponse old = await route.FetchAsync();
            asked.SetResult();
            await release.Task;
            await route.FulfillAsync(new() { Response = old });
        });
        await stage.Page.ReloadAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        HistoryEntry left = Reports.Takeover(3, "lan4") with { To = "Backup", From = "Master" };
        stage.Scene.History = [left, .. stage.Scene.History];

        ILocator heads = stage.Page.Locator(".transition .head");
        await Expect(heads.First).ToContainTextAsync("Master \u2192 Backup");
        release.SetResult();
        await Expect(heads).ToHaveCountAsync(stage.Scene.History.Length);
        await Expect(heads.First).ToContainTextAsync("Master \u2192 Backup");
    }

    [PageFact]
    public async Task A_gateway_that_falls_silent_makes_the_page_stale_until_it_is_back()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        ILocator stale = stage.Page.Locator("#stale");

        await stage.StopServerAsync();
        await Expect(stale).ToContainTextAsync("edge-a has not answered since", new() { Timeout = Soon.Timeout });
        await Expect(stage.Page.Locator("#pulse")).ToContainTextAsync("Stale, as of");
        stage.Scene.Status = stage.Scene.Status with { Instances = [States.BackupInstance()] };
        await stage.StartServerAsync();

        await Expect(stage.Page.Locator("#pulse")).ToContainTextAsync("Live", new() { Timeout = Soon.Timeout });
        await Expect(stale).ToBeHiddenAsync();
        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Backup");
    }

    [PageFact]
    public async Task More_virtual_routers_than_there_is_room_for_stand_in_a_table()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Crowd());

        await Expect(stage.Page.Locator("#instances tbody tr")).ToHaveCountAsync(12);
        await Expect(stage.Page.Locator("#instances tbody tr").First)
            .ToContainTextAsync("edge-b: Backup, or away");
    }

    /// <summary>Whatever the gateway says is text.</summary>
    [PageFact]
    public async Task Markup_in_what_the_gateway_says_stays_text()
    {
        const string Evil = "<img src=x onerror=alert(1)>";
        Scene scene = States.Master();
        scene.Status = scene.Status with { Checks = [Reports.Check(Evil, isUp: true, Evil)] };
        await using Stage stage = await Stage.OpenAsync(chromium, scene);

        await Expect(stage.Page.Locator(".check .said")).ToHaveTextAsync(Evil);
        Assert.Equal(0, await stage.Page.Locator("img").CountAsync());
    }
}
