using Browser.Scenes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Access;

/// <summary>The page keeps to its strict policy, asks nobody else, and others' pages cannot use it.</summary>
public sealed class PolicyTests(Chromium chromium)
{
    [PageFact]
    public async Task No_button_breaks_the_policy_or_asks_another_server()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());

        foreach (string action in (string[])["handover", "drain", "reload"])
        {
            await stage.Page.Locator($"#actions [data-action={action}]").ClickAsync();
            await stage.Page.RunAndWaitForResponseAsync(
                () => stage.Page.Locator("#confirmation-button").ClickAsync(), $"**/api/{action}");
            await Expect(stage.Page.Locator("#outcome")).Not.ToContainTextAsync("\u2026");
        }

        Assert.Equal(3, stage.Scene.Posted.Count);
        Assert.Empty(stage.Problems);
    }

    [PageFact]
    public async Task The_policy_stops_an_inline_script_a_style_and_a_foreign_request()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());

        await stage.Page.EvaluateAsync("""
            () => {
                const script = document.createElement("script");
                try { script.text = "document.title = 'stolen'"; document.body.append(script); } catch { }
                try { document.body.innerHTML = "<b>stolen</b>"; } catch { }
                document.querySelector("h1").setAttribute("style", "color: red");
                fetch("http://192.0.2.1/").catch(() => { });
            }
            """);
        await Expect(stage.Page.Locator("h1#verdict-title")).ToBeVisibleAsync();

        Assert.NotEqual("stolen", await stage.Page.TitleAsync());
        string all = string.Join('\n', stage.Problems);
        Assert.Contains("require-trusted-types-for", all, StringComparison.Ordinal);
        Assert.Contains("style-src", all, StringComparison.Ordinal);
        Assert.Contains("connect-src", all, StringComparison.Ordinal);
    }

    /// <summary>A page of another site, in a browser that is logged in.</summary>
    [PageFact]
    public async Task A_page_of_another_site_can_neither_post_nor_frame_it()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        await using Stage other = await Stage.OpenAsync(chromium, States.Empty());
        await other.Page.Context.NewPageAsync();
        var page = other.Page.Context.Pages[^1];
        await page.RouteAsync("http://other.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"""
                <form method=post action='{stage.Address}api/drain'></form><iframe src='{stage.Address}'></iframe>
                """,
        }));
        await page.GotoAsync("http://other.example/");
        await page.Frames[^1].WaitForLoadStateAsync();
        string framed = await page.Frames[^1].ContentAsync();

        string answer = await page.EvaluateAsync<string>("""
            address => fetch(address, { method: "POST", headers: { "X-Gateway": "1" } })
                .then(() => "answered", () => "refused")
            """, $"{stage.Address}api/drain");
        IResponse posted = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("() => document.forms[0].submit()"),
            response => response.Request.IsNavigationRequest && response.Request.Method == "POST");

        Assert.DoesNotContain("verdict", framed, StringComparison.Ordinal);
        Assert.Equal("refused", answer);
        Assert.Equal(403, posted.Status);
        Assert.Empty(stage.Scene.Posted);
    }
}
