using System.Text.Json.Nodes;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Live;

/// <summary>Two gateways of the lab, and a browser on the client's machine that is logged in at both.</summary>
internal sealed class LivePair : IAsyncDisposable
{
    private const int Port = 7112;
    private const string Token = "a-token-for-the-lab";

    // When the page said what the last time, by its own clock.
    private const string Watch = """
        window.changes = new Map();
        new MutationObserver(() => {
            const headline = document.querySelector("h1#verdict-title")?.textContent;
            if (headline !== window.headline) {
                window.headline = headline;
                window.changes.set(headline, Date.now());
            }
        }).observe(document, { subtree: true, childList: true, characterData: true });
        """;

    private IBrowser? _browser;

    private LivePair(Pair pair) => Pair = pair;

    /// <summary>The gateways and who had the address when.</summary>
    internal Pair Pair { get; }

    /// <summary>The page of machine a, the Master in peace.</summary>
    internal IPage A { get; private set; } = null!;

    /// <summary>The page of machine b.</summary>
    internal IPage B { get; private set; } = null!;

    /// <summary>Starts both, and logs in.</summary>
    internal static async Task<LivePair> StartAsync(Chromium chromium)
    {
        var live = new LivePair(Pair.Create(SubjectKind.Gateway, new PairSettings { Adjust = Open }));
        try
        {
            await live.Pair.StartAsync();
            live._browser = await chromium.LaunchAtClientAsync(live.Pair.Segment);
            IBrowserContext context = await live._browser.NewContextAsync();
            live.A = await LogInAsync(context, live.Pair.Segment.A);
            live.B = await LogInAsync(context, live.Pair.Segment.B);
            return live;
        }
        catch
        {
            await live.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a page says so, and returns how long after the gateway's own decision it did. Both moments
    /// are notes of those whom they concern, by the clock that both machines and the browser share: the page's own of
    /// when its headline changed, and the gateway's of when it became what the headline says, in the history that the
    /// page shows. How often the test looks at the page, and how late on a busy machine, is not in it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="headline">Its headline, when its machine is Master.</param>
    internal static async Task<TimeSpan> ShownAfterAsync(IPage page, string headline)
    {
        await Expect(page.Locator("h1#verdict-title")).ToHaveTextAsync(headline, new() { Timeout = 30_000 });
        double shown = await page.EvaluateAsync<double>("headline => changes.get(headline)", headline);
        double decided = await page.EvaluateAsync<double>("""
            async () => {
                const history = await (await fetch("/api/history")).json();
                return Date.parse(history.find(entry => entry.to === "Master").at);
            }
            """);
        return TimeSpan.FromMilliseconds(shown - decided);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        Pair.Dispose();
    }

    private static void Open(JsonObject root) => root["Admin"] = new JsonObject
    {
        ["Listen"] = new JsonArray($"*:{Port}"),
        ["Token"] = Token,
        ["Socket"] = "off",
    };

    private static async Task<IPage> LogInAsync(IBrowserContext context, SegmentNode node)
    {
        IPage page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Watch);
        await page.GotoAsync($"http://{node.Address}:{Port}/");
        await page.GetByLabel("Token").FillAsync(Token);
        await page.GetByLabel("Token").PressAsync("Enter");
        await Expect(page.Locator("h1#verdict-title")).ToContainTextAsync(GatewayNode.NameOf(node));
        return page;
    }
}
