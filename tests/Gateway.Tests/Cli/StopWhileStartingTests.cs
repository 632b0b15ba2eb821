using System.Diagnostics;
using System.Globalization;
using Gateway.Tests.Hosting;
using Gateway.Tests.Tls;
using Shared;

namespace Gateway.Tests.Cli;

/// <summary>A stop that is asked for while the program starts is a stop in good order, too.</summary>
public sealed class StopWhileStartingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("[100]")]
    [InlineData("[101]")]
    public async Task It_ends_in_good_order(string line)
    {
        using var folder = new TestFolder().With("appsettings.json", $$"""
            { "Nodes": { "edge-a": { "Priority": 100 } }, "Listen": { "Http": "127.0.0.1:{{ReloadRig.FreePort()}}" },
              "Admin": { "Socket": "off", "Listen": [] }, "Sites": { "a.example.com": "http://127.0.0.1:1" } }
            """);
        using var program = Process.Start(new ProcessStartInfo(
            BuiltGateway.File, ["run", "--config", Path.Combine(folder.Path, "appsettings.json"), "--node", "edge-a"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            await ReadToAsync(program.StandardOutput, line);
            var id = program.Id.ToString(CultureInfo.InvariantCulture);
            _ = await GatewayProgram.RunAsync("sh", ["-c", $"kill -TERM {id}"]);

            await ReadToAsync(program.StandardOutput, "[106]");
            await program.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            program.Kill();
        }
    }

    private static async Task ReadToAsync(StreamReader reader, string part)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(Patience);
            Assert.NotNull(line);
        }
        while (!line.Contains(part, StringComparison.Ordinal));
    }
}
