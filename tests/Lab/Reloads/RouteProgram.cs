using System.Diagnostics;
using System.Globalization;
using Lab.Network;
using Lab.Subjects;

namespace Lab.Reloads;

/// <summary>A proxy with many routes, by host, to one application: r0.example.com, r1.example.com and so on over plain
/// HTTP, and <see cref="NewHost"/> in every second version of its configuration. Any other host gets a 404.</summary>
internal abstract class RouteProgram(SegmentNode node, string workFolder, int routes) : NodeProgram(node, workFolder)
{
    /// <summary>The host that comes and goes.</summary>
    internal const string NewHost = "new.example.com";

    /// <summary>Where all routes lead.</summary>
    protected const string Application = "10.77.0.20:8080";

    /// <summary>What tables call it.</summary>
    internal abstract string Name { get; }

    /// <summary>Its configuration.</summary>
    protected string File => Path.Combine(WorkFolder, $"{Kind}.conf");

    /// <summary>All hosts of one version.</summary>
    internal static IEnumerable<string> Hosts(int routes, bool withNew) =>
        Enumerable.Range(0, routes).Select(Host).Concat(withNew ? [NewHost] : []);

    /// <summary>One of the hosts that stay.</summary>
    internal static string Host(int route) => string.Create(CultureInfo.InvariantCulture, $"r{route}.example.com");

    /// <summary>Writes one version of the configuration.</summary>
    internal void Write(bool withNew)
    {
        System.IO.File.WriteAllText(File + ".new", Text([.. Hosts(routes, withNew)]));
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    /// <summary>Has it take up what was written, as an operator does; returns when the command does.</summary>
    internal abstract Task TakeUpAsync();

    /// <summary>The configuration for these hosts.</summary>
    protected abstract string Text(string[] hosts);

    /// <summary>Runs a command of the program inside its machine.</summary>
    protected async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", Node.Namespace.Name, .. command])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: {errors}");
        }
    }
}
