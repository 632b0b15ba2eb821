using Lab.Network;
using Microsoft.Playwright;

namespace Browser;

/// <summary>Debian's Chromium, without a window. It starts when the first fact asks for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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

    /// <summary>A browser of its own on the client's machine of a network of the lab. The caller closes it.</summary>
    /// <remarks>The driver stays outside: it speaks to the browser by pipes.</remarks>
    internal async Task<IBrowser> LaunchAtClientAsync(Segment segment, params string[] arguments)
    {
        string script = Path.Combine(segment.WorkFolder, "chromium");
        await File.WriteAllTextAsync(script, $"""
            #!/bin/sh
            exec ip netns exec {segment.Client.Namespace.Name} {Requirements.Chromium} "$@"

            """);
        File.SetUnixFileMode(script, OwnerOnly);
        return await LaunchAsync(script, arguments);
    }

    private async Task<IBrowser> LaunchAsync(string program, params string[] arguments)
    {
        _playwright ??= await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = program, Headless = true, Args = arguments });
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
