using Microsoft.Playwright;

namespace Browser;

/// <summary>Debian's Chromium, without a window. It starts when the first fact asks for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser on this machine.</summary>
    internal async Task<IBrowser> BrowserAsync()
    {
        await _turn.WaitAsync();
        try
        {
            return _browser ??= await LaunchAsync(Requirements.Chromium);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A browser by another program, such as one that enters a network namespace first. The caller closes
    /// it.</summary>
    internal async Task<IBrowser> LaunchAsync(string program)
    {
        _playwright ??= await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true });
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _turn.Dispose();
    }
}
