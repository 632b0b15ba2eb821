using System.Collections.Concurrent;
using System.Net;
using Gateway.Admin;
using Gateway.Admin.Dashboard;
using Gateway.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace Browser.Scenes;

/// <summary>A scene behind a real admin server, and a browser that looks at it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _problems = [];
    private readonly string? _token;
    private AdminServer? _server;
    private IPEndPoint _address = new(IPAddress.Loopback, 0);
    private IBrowserContext? _context;

    private Stage(Scene scene, string? token) => (Scene, _token) = (scene, token);

    /// <summary>What the gateway answers.</summary>
    internal Scene Scene { get; }

    /// <summary>The page, open.</summary>
    internal IPage Page { get; private set; } = null!;

    /// <summary>Where it is.</summary>
    internal Uri Address => new($"http://{_address}/");

    /// <summary>Errors of scripts, breaches of the policy, and requests to anybody else.</summary>
    internal IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Serves the scene, and opens the page.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="scene">What to show.</param>
    /// <param name="width">Of the window; 390 is that of a phone.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="token">What the server wants; null for nothing.</param>
    internal static async Task<Stage> OpenAsync(
        Chromium chromium, Scene scene, int width = 1280, ColorScheme scheme = ColorScheme.Light, string? token = null)
    {
        var stage = new Stage(scene, token);
        await stage.StartServerAsync();
        IBrowser browser = await chromium.BrowserAsync();
        stage._context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        stage.Page = await stage._context.NewPageAsync();
        await stage.WatchAsync();
        await stage.Page.GotoAsync(stage.Address.ToString());
        if (token is null)
        {
            await Assertions.Expect(stage.Page.Locator("h1#verdict-title")).ToContainTextAsync(scene.Status.Node);
        }

        return stage;
    }

    /// <summary>Serves, at the same address as before.</summary>
    internal async Task StartServerAsync()
    {
        var config = new AdminConfig { HasSocket = false, Listen = [_address], Token = _token };
        _server = await AdminServer.StartAsync(
            config, [Scene, new DashboardEndpoints()], NullLoggerFactory.Instance, CancellationToken.None);
        _address = IPEndPoint.Parse(_server.Addresses.Single());
    }

    /// <summary>The gateway is gone.</summary>
    internal async Task StopServerAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task WatchAsync()
    {
        Page.PageError += (_, error) => _problems.Enqueue($"script: {error}");
        Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is var url && url.Authority != Address.Authority)
            {
                _problems.Enqueue($"request to {url}");
            }
        };
        await Page.ExposeFunctionAsync("reportBreach", (string what) => _problems.Enqueue($"policy: {what}"));
        await Page.AddInitScriptAsync("""
            addEventListener("securitypolicyviolation",
                event => reportBreach(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
            """);
    }
}
