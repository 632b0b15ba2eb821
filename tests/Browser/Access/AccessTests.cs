using System.Reflection;
using Browser.Scenes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Access;

/// <summary>Whoever sees little, sees no colour, has no mouse or a small screen can use the page.</summary>
public sealed class AccessTests(Chromium chromium)
{
    private static readonly string Audit = ReadAudit();

    public static TheoryData<string> Each => [.. States.All];

    [PageTheory]
    [MemberData(nameof(Each))]
    public async Task Names_labels_headings_contrast_and_width_are_right_in_every_state(string state)
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Named(state));
        await UnfoldAsync(stage);

        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await stage.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (int width in (int[])[1280, 768, 390, 320])
            {
                await stage.Page.SetViewportSizeAsync(width, 900);

                Assert.Empty(await stage.Page.EvaluateAsync<string[]>(Audit));
                Assert.Equal(width, await stage.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            }
        }

        Assert.Empty(stage.Problems);
    }

    [PageTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task So_they_are_in_the_confirmation_the_login_and_a_stale_page(ColorScheme scheme)
    {
        await using Stage login = await Stage.OpenAsync(chromium, States.Master(), 320, scheme, new string('t', 20));
        await Expect(login.Page.GetByLabel("Token")).ToBeVisibleAsync();
        Assert.Empty(await login.Page.EvaluateAsync<string[]>(Audit));

        await using Stage stage = await Stage.OpenAsync(chromium, States.Master(), 320, scheme);
        await stage.Page.Locator("#actions [data-action=drain]").ClickAsync();
        await Expect(stage.Page.Locator("#confirmation")).ToBeVisibleAsync();
        Assert.Empty(await stage.Page.EvaluateAsync<string[]>(Audit));
        await stage.Page.Keyboard.PressAsync("Escape");
        await stage.StopServerAsync();
        await Expect(stage.Page.Locator("#stale")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Empty(await stage.Page.EvaluateAsync<string[]>(Audit));
    }

    /// <summary>The audit finds what it is for.</summary>
    [PageTheory]
    [InlineData("main > section", "style.color = '#999'", "contrast")]
    [InlineData("#actions button", "textContent = ''", "no name")]
    [InlineData("h2", "remove()", "level is left out")]
    [InlineData("#actions button", "style = 'min-height: 0; height: 10px; padding: 0'", "too small")]
    [InlineData("svg.strip", "removeAttribute('aria-label')", "picture without words")]
    [InlineData("caption", "remove()", "without a caption")]
    public async Task A_mistake_is_found(string selector, string change, string expected)
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());

        // At once: the page puts itself right when it draws itself anew.
        string[] found = await stage.Page.EvaluateAsync<string[]>(
            $"() => {{ document.querySelector('{selector}').{change}; return ({Audit})(); }}");

        Assert.Contains(found, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [PageFact]
    public async Task The_focus_goes_down_the_page_and_is_seen_everywhere()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Fault());
        var places = new List<(int Column, double Top)>();
        var names = new List<string>();

        while (true)
        {
            await stage.Page.Keyboard.PressAsync("Tab");
            Focus focus = await stage.Page.EvaluateAsync<Focus>("""
                () => {
                    const element = document.activeElement;
                    const style = getComputedStyle(element);
                    return {
                        name: element.getAttribute("aria-label") ?? element.textContent.trim(),
                        top: element.getBoundingClientRect().top + scrollY,
                        column: [...document.querySelectorAll(".column")].findIndex(one => one.contains(element)),
                        isOutlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
                        isEnd: element === document.body,
                    };
                }
                """);
            if (focus.IsEnd || names.Count > 40)
            {
                break;
            }

            Assert.True(focus.IsOutlined, $"the focus is not seen on {focus.Name}");
            names.Add(focus.Name);
            places.Add((focus.Column, focus.Top));
        }

        Assert.Equal("Skip to the state of this machine", names[0]);
        Assert.Equal(["Hand over\u2026", "Drain\u2026", "Undrain\u2026", "Reload\u2026"], names[1..5]);
        Assert.Contains("The changed configuration was refused", names);
        Assert.Contains("uplink (-60) fails, which is noticed within 7s", names);
        Assert.Contains("Drain web/other\u2026", names);
        // Column by column; -1 is above both.
        Assert.Equal(places.Skip(1).Order(), places.Skip(1));
    }

    /// <summary>Each state has a shape and a word of its own; where the system takes the colours away, both
    /// stay.</summary>
    [PageFact]
    public async Task States_are_told_apart_without_colour()
    {
        var shapes = new HashSet<string>();
        foreach (string state in (string[])["Master", "Backup", "Fault"])
        {
            await using Stage stage = await Stage.OpenAsync(chromium, States.Named(state));
            await stage.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
            ILocator role = stage.Page.Locator(".station .role").First;

            await Expect(role).ToHaveTextAsync(state);
            shapes.Add(await role.Locator("svg").InnerHTMLAsync());
        }

        Assert.Equal(3, shapes.Count);
    }

    [PageFact]
    public async Task Nothing_moves_where_motion_is_unwanted()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master());
        Assert.Equal(0, await AnimationsAsync(stage));

        await stage.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        Assert.NotEqual(0, await AnimationsAsync(stage));
    }

    private static Task<int> AnimationsAsync(Stage stage) =>
        stage.Page.EvaluateAsync<int>("() => document.getAnimations().length");

    private static async Task UnfoldAsync(Stage stage) => await stage.Page.EvaluateAsync(
        "() => document.querySelectorAll('details').forEach(details => { details.open = true; })");

    private static string ReadAudit()
    {
        using Stream script = Assembly.GetExecutingAssembly().GetManifestResourceStream("audit.js")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }

    private sealed record Focus
    {
        public string Name { get; init; } = "";

        public double Top { get; init; }

        public int Column { get; init; }

        public bool IsOutlined { get; init; }

        public bool IsEnd { get; init; }
    }
}
