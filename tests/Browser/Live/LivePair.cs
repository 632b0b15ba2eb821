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

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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
            live._browser = await chromium.LaunchAsync(live.BrowserOfClient());
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

    /// <summary>Waits until a page says so, and returns how long after <paramref name="event"/> it did.</summary>
    /// <param name="page">The page.</param>
    /// <param name="headline">Its headline.</param>
    /// <param name="event">When that became true, by the kernel.</param>
    internal static async Task<TimeSpan> ShownAfterAsync(IPage page, string headline, Func<TimeSpan?> @event)
    {
        await Expect(page.Locator("h1#verdict-title")).ToHaveTextAsync(headline, new() { Timeout = 30_000 });
        TimeSpan shown = LabClock.Now;
        return shown - (@event() ?? throw new InvalidOperationException($"\"{headline}\" is not true"));
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
        await page.GotoAsync($"http://{node.Address}:{Port}/");
        await page.GetByLabel("Token").FillAsync(Token);
        await page.GetByLabel("Token").PressAsync("Enter");
        await Expect(page.Locator("h1#verdict-title")).ToContainTextAsync(GatewayNode.NameOf(node));
        return page;
    }

    // The driver stays outside: it speaks to the browser by pipes.
    private string BrowserOfClient()
    {
        string script = Path.Combine(Pair.Segment.WorkFolder, "chromium");
        File.WriteAllText(script, $"""
            #!/bin/sh
            exec ip netns exec {Pair.Segment.Client.Namespace.Name} {Requirements.Chromium} "$@"

            """);
        File.SetUnixFileMode(script, OwnerOnly);
        return script;
    }
}
