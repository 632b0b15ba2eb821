using System.Diagnostics;
using System.Text.Json.Nodes;
using Shared;

namespace Lab.Health;

/// <summary>README's section for authors, step by step, in a home and a /usr/lib of its own.</summary>
internal sealed class WalkThrough : IDisposable
{
    private static readonly string[] Clone =
    [
        "Directory.Build.props", "Directory.Packages.props", ".editorconfig", ".globalconfig", "global.json",
        "nuget.config", "src/Plugins", "config",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("lab-author-").FullName;
    private readonly string _section = File.ReadAllText(Repository.PathOf("README.md"))
        .Split("\n## A health check of your own\n")[1].Split("\n## ")[0];

    /// <summary>Where the plugins of the section's <c>/usr/lib/gateway</c> lie in truth.</summary>
    internal string PluginsFolder => Path.Combine(_folder, "lib", "plugins");

    /// <summary>The section's piece of configuration.</summary>
    internal JsonObject Configuration => JsonNode.Parse($"{{ {Assert.Single(Blocks("jsonc"))} }}")!.AsObject();

    /// <summary>The section's commands: write, build and drop in, mount, fill, take away.</summary>
    internal string[] Commands => Blocks("sh");

    /// <summary>Does the first two steps.</summary>
    internal async Task BuildAsync()
    {
        string code = Path.Combine(_folder, "FreeSpaceCheck.cs");
        await File.WriteAllTextAsync(code, Assert.Single(Blocks("csharp")));
        foreach (string inner in (string[])["home/gateway", "lib", "work"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, inner));
        }

        // A mount namespace: /usr/lib of this machine is not touched.
        await RunAsync("unshare", ["-m", "sh", "-ec", $"""
            (cd {Repository.Root} && cp -r --parents {string.Join(' ', Clone)} {_folder}/home/gateway)
            mount --make-rprivate /
            mount -t tmpfs tmpfs /opt
            mkdir /opt/above /opt/work
            mount -t overlay overlay -o lowerdir=/usr/lib,upperdir=/opt/above,workdir=/opt/work /usr/lib
            mkdir -p /usr/lib/gateway
            mount --bind {_folder}/lib /usr/lib/gateway
            cd {_folder}/work
            {Commands[0]}
            cp {code} FreeSpace/FreeSpaceCheck.cs
            {Commands[1]}
            """]);
    }

    /// <summary>Does a step on the machine where that process runs, with what is mounted there.</summary>
    internal Task RunOnAsync(int processId, string commands) =>
        RunAsync("nsenter", ["-t", $"{processId}", "-m", "sh", "-ec", commands]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Blocks(string language) =>
        [.. _section.Split($"\n```{language}\n")[1..].Select(block => block.Split("\n```")[0])];

    private async Task RunAsync(string program, string[] arguments)
    {
        // Its output into a file: a build server that stays behind would hold a pipe open.
        string log = Path.Combine(_folder, "log");
        string[] prefix = ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, program];
        var start = new ProcessStartInfo("/bin/sh", [.. prefix, .. arguments]);
        string packages = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment.TryAdd("NUGET_PACKAGES", packages);
        start.Environment["HOME"] = start.Environment["DOTNET_CLI_HOME"] = Path.Combine(_folder, "home");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await File.ReadAllTextAsync(log));
    }
}
