using System.Text.Json.Nodes;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;
using Microsoft.Playwright;

namespace Browser.Live;

/// <summary>TLS passed on by the name in a browser's own ClientHello, beside TLS that ends here (issue 6, point
/// 5).</summary>
[Collection(AloneCollection.Name)]
public sealed class PassthroughTests(Chromium chromium)
{
    private const string OpenedHere = "opened.example.com";
    private const string PassedOn = "passed.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [PairFact]
    public async Task A_browser_reaches_one_host_through_the_gateway_and_the_other_past_it()
    {
        using var segment = Segment.Create();
        using LoneGateway front = await StartAsync(segment.A, Folder(segment, "front"), OpenedHere, new JsonObject
        {
            ["passed"] = new JsonObject { ["ServerNames"] = PassedOn, ["To"] = $"{segment.B.Address}:443" },
        });
        using LoneGateway behind = await StartAsync(segment.B, Folder(segment, "behind"), PassedOn, []);
        await using IBrowser browser = await chromium.LaunchAtClientAsync(
            segment, $"--host-resolver-rules=MAP * {segment.A.Address}");
        await using IBrowserContext context = await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true });
        IPage page = await context.NewPageAsync();

        // The one in front has no route for the other's host.
        Assert.Equal(OpenedHere, await AskAsync(page, OpenedHere));
        Assert.Equal(PassedOn, await AskAsync(page, PassedOn));
    }

    private static async Task<string> AskAsync(IPage page, string host)
    {
        IResponse? answer = await page.GotoAsync($"https://{host}/");
        return await answer!.TextAsync();
    }

    private static async Task<LoneGateway> StartAsync(SegmentNode node, string folder, string host, JsonObject streams)
    {
        var gateway = new LoneGateway(node, folder, new JsonObject
        {
            ["Listen"] = new JsonObject { ["Https"] = "*:443" },
            ["Streams"] = streams,
            ["Sites"] = new JsonObject { [host] = new JsonObject { ["Answer"] = new JsonObject { ["Text"] = host } } },
        });
        gateway.Start();
        await Wait.UntilAsync($"the gateway serves; it printed:\n{gateway.Log}", Patience, () => gateway.IsServing);
        return gateway;
    }

    private static string Folder(Segment segment, string name) =>
        Directory.CreateDirectory(Path.Combine(segment.WorkFolder, name)).FullName;
}
