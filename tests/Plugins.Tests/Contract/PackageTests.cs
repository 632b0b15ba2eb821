using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Plugins.Tests.Contract;

/// <summary>The package is all that an author of plugins needs (issue 4, point 1: packable).</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string folder = Directory.CreateTempSubdirectory("gateway-package-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_package_holds_dll_documentation_and_readme_and_its_example_becomes_a_plugin()
    {
        await DotnetAsync(
            "pack", Repository.PathOf("src/Plugins"), "--no-build", "-c", BuiltGateway.Configuration, "-o", folder);
        var package = Assert.Single(Directory.GetFiles(folder, "*.nupkg"));

        Assert.Equal("Gateway.Plugins.1.0.0.nupkg", Path.GetFileName(package));
        var readme = await ReadAsync(package);
        WriteExample(readme);
        await DotnetAsync("publish", Path.Combine(folder, "Marker"), "-c", "Release", "-o", PluginFolder);
        Assert.False(File.Exists(Path.Combine(PluginFolder, "Gateway.Plugins.dll")));
        File.SetUnixFileMode(Path.Combine(folder, "plugins"), OwnerOnly);
        CloseToOthers(PluginFolder);
        await using var host = new PluginHost(
            new(Path.Combine(folder, "plugins")), new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);
        var check = await host.CreateHealthCheckAsync(
            "Marker", "marker", JsonElement.Parse("""{ "Path": "/nowhere" }"""), CancellationToken.None);
        Assert.Equal("/nowhere is missing", (await check.CheckAsync(CancellationToken.None)).Text);
    }

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string PluginFolder => Path.Combine(folder, "plugins", "Marker");

    private static async Task<string> ReadAsync(string package)
    {
        await using var zip = await ZipFile.OpenReadAsync(package);
        var names = zip.Entries.Select(entry => entry.FullName).ToArray();
        Assert.Contains("lib/net10.0/Gateway.Plugins.dll", names);
        Assert.Contains("lib/net10.0/Gateway.Plugins.xml", names);
        var nuspec = await TextAsync(zip, "Gateway.Plugins.nuspec");
        Assert.Contains("<readme>README.md</readme>", nuspec, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", nuspec, StringComparison.Ordinal);
        return await TextAsync(zip, "README.md");
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    /// <summary>The two blocks of the readme, as files, with packages from this folder alone.</summary>
    private void WriteExample(string readme)
    {
        var project = Directory.CreateDirectory(Path.Combine(folder, "Marker")).FullName;
        File.WriteAllText(Path.Combine(project, "Marker.csproj"), Block(readme, "xml"));
        File.WriteAllText(Path.Combine(project, "MarkerCheck.cs"), Block(readme, "csharp"));
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder}/packages" /></config>
              <packageSources><clear /><add key="here" value="{folder}" /></packageSources>
            </configuration>
            """);
    }

    private static string Block(string readme, string language) =>
        readme.Split($"```{language}\n")[1].Split("```")[0];

    private static void CloseToOthers(string path)
    {
        File.SetUnixFileMode(path, OwnerOnly);
        foreach (var file in Directory.GetFiles(path))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }
    }

    private static async Task DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            // What the build that runs this test has set is not for another one.
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, output);
    }
}
