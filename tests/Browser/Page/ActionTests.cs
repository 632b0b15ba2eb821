using Browser.Scenes;
using Gateway.Admin.Status;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Page;

/// <summary>Buttons say first what will happen, do it when that is confirmed, and tell what came of it.</summary>
public sealed class ActionTests(Chromium chromium)
{
    [PageTheory]
    [InlineData("drain", "Drain edge-a?", "192.168.10.10 and fd00:10::10 go to edge-b, make before break")]
    [InlineData("handover", "Hand over from edge-a?", "Afterwards this machine takes the addresses back only when")]
    [InlineData("reload", "Reload the configuration?", "If something is wrong with it nothing changes")]
    public async Task A_button_asks_first_and_acts_when_confirmed(string action, string title, string says)
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        stage.Scene.Answer = _ => (200, """
            {"action":"x","done":true,"milliseconds":812.4,"errors":[],"changes":["~ route all: Path /a -> /b"],
            "moves":[{"instance":"lan4","text":"192.168.10.12 has the addresses"}]}
            """);
        ILocator dialog = stage.Page.Locator("#confirmation");

        await Button(stage, action).ClickAsync();
        await Expect(dialog.Locator("h2")).ToHaveTextAsync(title);
        await Expect(dialog).ToContainTextAsync(says);
        Assert.Empty(stage.Scene.Posted);
        await dialog.Locator("#confirmation-button").ClickAsync();

        await Expect(stage.Page.Locator("#outcome")).ToContainTextAsync("812\u202fms");
        await Expect(stage.Page.Locator("#outcome")).ToContainTextAsync(
            action == "reload" ? "route all" : "lan4: 192.168.10.12 has the addresses.");
        Assert.Equal([$"/api/{action}"], stage.Scene.Posted);
    }

    [PageFact]
    public async Task A_drained_machine_can_be_undrained_and_not_be_drained_again()
    {
        Scene scene = States.Backup();
        scene.Status = scene.Status with { Drained = true };
        await using Stage stage = await Stage.OpenAsync(chromium, scene);

        await Button(stage, "drain").ClickAsync(new() { Force = true });
        Assert.False(await stage.Page.Locator("#confirmation").IsVisibleAsync());
        await Button(stage, "undrain").ClickAsync();
        await stage.Page.Locator("#confirmation-button").ClickAsync();

        await Expect(stage.Page.Locator("#outcome")).ToContainTextAsync("Not all of it has come to pass");
        Assert.Equal(["/api/undrain"], stage.Scene.Posted);
    }

    [PageFact]
    public async Task Escape_and_Cancel_do_nothing()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        ILocator dialog = stage.Page.Locator("#confirmation");

        await Button(stage, "drain").ClickAsync();
        await stage.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Button(stage, "drain").ClickAsync();
        await dialog.GetByText("Cancel").ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();

        await Expect(Button(stage, "drain")).ToBeFocusedAsync();
        Assert.Empty(stage.Scene.Posted);
    }

    [PageFact]
    public async Task What_was_refused_is_told_with_its_reason()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        ILocator outcome = stage.Page.Locator("#outcome");

        stage.Scene.Answer = _ => (503, """{"error":"The VRRP engine has ended."}""");
        await ConfirmAsync(stage, "drain");
        await Expect(outcome).ToHaveTextAsync("Not done: The VRRP engine has ended.");
        stage.Scene.Answer = _ => (422, """{"changes":[],"errors":[{"text":"a"},{"text":"b"}],"milliseconds":3}""");
        await ConfirmAsync(stage, "reload");

        await Expect(outcome).ToHaveTextAsync("Refused with 2\u202ferrors: nothing has changed.");
    }

    [PageFact]
    public async Task Nobody_to_hand_over_to_is_a_warning()
    {
        Scene scene = States.Master();
        InstanceReport alone = Reports.Instance("lan4", "Master", "no Master was heard", peer: null);
        scene.Status = scene.Status with { Instances = [alone] };
        await using Stage stage = await Stage.OpenAsync(chromium, scene);

        await Button(stage, "drain").ClickAsync();

        await Expect(stage.Page.Locator("#confirmation .warning"))
            .ToContainTextAsync("No other machine has been heard");
    }

    /// <summary>From the address bar to a drain and back, without a mouse.</summary>
    [PageFact]
    public async Task The_keyboard_is_enough()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        IKeyboard keys = stage.Page.Keyboard;

        for (int i = 0; i < 20 && await Focused(stage) != "drain"; i++)
        {
            await keys.PressAsync("Tab");
        }

        await keys.PressAsync("Enter");
        await Expect(stage.Page.Locator("#confirmation")).ToBeVisibleAsync();
        await keys.PressAsync("Tab");
        await Expect(stage.Page.Locator("#confirmation-button")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");

        await Expect(stage.Page.Locator("#outcome")).ToContainTextAsync("Not all of it has come to pass");
        Assert.Equal(["/api/drain"], stage.Scene.Posted);
        await Expect(Button(stage, "drain")).ToBeFocusedAsync();
    }

    /// <summary>Issue 7, point 3: a single destination, by keyboard as by mouse.</summary>
    [PageFact]
    public async Task A_destination_is_drained_and_undrained_by_a_button_of_its_own()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        stage.Scene.Answer = _ => (200, """{"drained":true,"requests":0,"others":1,"milliseconds":20}""");
        ILocator button = stage.Page.Locator("[data-target='web/other']");
        ILocator dialog = stage.Page.Locator("#confirmation");

        await Expect(button).ToHaveAttributeAsync("aria-label", "Drain web/other\u2026");
        await button.FocusAsync();
        await stage.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog.Locator("h2")).ToHaveTextAsync("Drain web/other?");
        await Expect(dialog).ToContainTextAsync("gets no new requests on this machine");
        await Expect(dialog.Locator(".warning")).ToHaveCountAsync(0);
        await stage.Page.Keyboard.PressAsync("Escape");
        Assert.Empty(stage.Scene.Posted);
        await button.ClickAsync();
        await dialog.Locator("#confirmation-button").ClickAsync();
        await Expect(stage.Page.Locator("#outcome")).ToHaveTextAsync(
            "web/other is drained in 20\u202fms: no request is under way.");

        // The last one that is left, and back again; the focus stays where it was.
        ClusterReport web = stage.Scene.Status.Clusters[0];
        stage.Scene.Status = stage.Scene.Status with
        {
            Clusters = [web with { Destinations = [web.Destinations[0], web.Destinations[1] with { Drained = true }] }],
        };
        await Expect(button).ToHaveTextAsync("Undrain\u2026");
        await Expect(button).ToBeFocusedAsync();
        await stage.Page.Locator("[data-target='web/one']").ClickAsync();
        await Expect(dialog.Locator(".warning")).ToContainTextAsync("clients get 503");
        await stage.Page.Keyboard.PressAsync("Escape");
        await button.ClickAsync();
        await dialog.Locator("#confirmation-button").ClickAsync();
        await Expect(stage.Page.Locator("#outcome")).ToHaveTextAsync("web/other gets requests again.");
        Assert.Equal(["/api/drain?target=web%2Fother", "/api/undrain?target=web%2Fother"], stage.Scene.Posted);
        Assert.Empty(stage.Problems);
    }

    /// <summary>Issue 6, point 5: the same of a stream, whose connections go on.</summary>
    [PageFact]
    public async Task A_destination_of_a_stream_is_drained_by_a_button_of_its_own()
    {
        Scene scene = States.Master();
        scene.Status = scene.Status with { Streams = [Reports.Stream("db", isHealthy: false)] };
        await using Stage stage = await Stage.OpenAsync(chromium, scene);
        stage.Scene.Answer = _ => (200, """{"kind":"stream","drained":true,"requests":12,"milliseconds":20}""");
        ILocator section = stage.Page.Locator("#destinations section", new() { HasText = "stream db" });
        ILocator dialog = stage.Page.Locator("#confirmation");

        await Expect(section).ToContainTextAsync("1 of 2 serve");
        await Expect(section).ToContainTextAsync("12\u202fconnections open, 419 in all");
        await Expect(section.Locator(".reason")).ToHaveTextAsync("Connection refused");
        await Expect(stage.Page.Locator("#notices")).ToContainTextAsync("db/10.0.0.32:5432 is ill");
        await stage.Page.Locator("[data-target='db/10.0.0.31:5432']").ClickAsync();
        await Expect(dialog).ToContainTextAsync("10.0.0.31:5432 gets no new connections on this machine");
        await Expect(dialog.Locator(".warning")).ToContainTextAsync("new connections are closed");
        await dialog.Locator("#confirmation-button").ClickAsync();

        await Expect(stage.Page.Locator("#outcome")).ToHaveTextAsync(
            "db/10.0.0.31:5432 gets no new connections; 12\u202fconnections still open.");
        Assert.Equal(["/api/drain?target=db%2F10.0.0.31%3A5432"], stage.Scene.Posted);
        Assert.Empty(stage.Problems);
    }

    private static ILocator Button(Stage stage, string action) =>
        stage.Page.Locator($"#actions [data-action={action}]");

    private static async Task ConfirmAsync(Stage stage, string action)
    {
        await Button(stage, action).ClickAsync();
        await stage.Page.Locator("#confirmation-button").ClickAsync();
    }

    private static Task<string?> Focused(Stage stage) =>
        stage.Page.EvaluateAsync<string?>("() => document.activeElement?.dataset.action ?? null");
}
