using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Live;

/// <summary>The page of a real pair: roles change on screen with the addresses, and a button moves them.</summary>
[Collection(AloneCollection.Name)]
public sealed class LivePairTests(Chromium chromium)
{
    /// <summary>Issue 7: from the decision of the gateway to the change of the page, within a second.</summary>
    private static readonly TimeSpan OnScreen = TimeSpan.FromSeconds(1);

    [PairFact]
    public async Task Roles_change_on_screen_within_a_second_and_a_drain_by_button_moves_the_address()
    {
        await using LivePair live = await LivePair.StartAsync(chromium);
        await Expect(live.A.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Master");
        await Expect(live.B.Locator("h1#verdict-title")).ToHaveTextAsync("edge-b is Backup");
        await Expect(live.B.Locator(".station .role").Nth(1)).ToHaveTextAsync("Master");

        await PressAsync(live.A, "drain");
        TimeSpan drained = await LivePair.ShownAfterAsync(live.B, "edge-b is Master");
        await Expect(live.A.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Backup");
        await Expect(live.A.Locator("#outcome")).ToContainTextAsync("Drained in", new() { Timeout = 30_000 });
        await live.Pair.SettleAsync("b");

        await PressAsync(live.A, "undrain");
        TimeSpan returned = await LivePair.ShownAfterAsync(live.A, "edge-a is Master");
        await live.Pair.SettleAsync("a");

        live.Pair.A.Kill();
        TimeSpan failedOver = await LivePair.ShownAfterAsync(live.B, "edge-b is Master");
        await Expect(live.A.Locator("#stale")).ToContainTextAsync("edge-a has not answered since");
        await Expect(live.B.Locator(".transition .head").First).ToContainTextAsync("Backup \u2192 Master");

        Console.WriteLine($"    On screen after the decision: drain {drained.TotalMilliseconds:0} ms, "
            + $"undrain {returned.TotalMilliseconds:0} ms, crash {failedOver.TotalMilliseconds:0} ms");
        Assert.All([drained, returned, failedOver], shown => Assert.InRange(shown, TimeSpan.Zero, OnScreen));
    }

    private static async Task PressAsync(IPage page, string action)
    {
        await page.Locator($"#actions [data-action={action}]").ClickAsync();
        await page.Locator("#confirmation-button").ClickAsync();
    }
}
