using System.Globalization;
using Lab.Network;
using Lab.Reloads;

namespace Lab.Commands;

/// <summary>How long a reload takes and what requests notice of it: ours beside nginx's and Caddy's in the same
/// run.</summary>
internal static class ReloadCommand
{
    private static readonly TimeSpan About = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AboutReload = TimeSpan.FromSeconds(2);

    private static readonly (string Program, Func<SegmentNode, string, int, RouteProgram> Create)[] Subjects =
    [
        ("", (node, folder, routes) => new GatewayRoutes(node, folder, routes)),
        ("nginx", (node, folder, routes) => new NginxRoutes(node, folder, routes)),
        ("caddy", (node, folder, routes) => new CaddyRoutes(node, folder, routes)),
    ];

    /// <summary>Runs it; 1 when one of our requests failed.</summary>
    internal static async Task<int> RunAsync(string[] words)
    {
        var arguments = new CommandArguments(words);
        int[] counts = arguments.List("--routes", [10, 1000, 10_000], CommandArguments.Count);
        int reloads = arguments.One("--reloads", 10, CommandArguments.Count);
        arguments.End();
        var here = Subjects.Where(subject => IsHere(subject.Program)).ToArray();
        await Console.Error.WriteLineAsync(
            $"This takes about {Durations.Text(counts.Length * here.Length * (About + (reloads * AboutReload)))}.");

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {reloads} reloads of a proxy whose routes are told apart by host, one route more or fewer each time: from
            the command to the first answer by the new configuration (median / worst), and how long eight clients waited
            for their answers.

            | routes | program | reload | p99 in calm | p99 during reloads | worst | failed |
            |---|---|---|---|---|---|---|
            """));
        int failed = 0;
        foreach (int count in counts)
        {
            foreach ((_, Func<SegmentNode, string, int, RouteProgram> create) in here)
            {
                using var trial = new ReloadTrial(create, count);
                ReloadResult result = await trial.MeasureAsync(reloads);
                Write(count, trial.Name, result);
                failed += trial.Name == "Gateway" ? result.Failed : 0;
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static bool IsHere(string program)
    {
        bool isHere = program.Length == 0 || Requirements.MissingProgram(program) is null;
        if (!isHere)
        {
            Console.Error.WriteLine($"{program} is not installed, and left out: apt-get install {program}");
        }

        return isHere;
    }

    private static void Write(int routes, string name, ReloadResult result) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {routes} | {name} | {Text(result.Reloads, 0.5)} / {Text(result.Reloads, 1)} "
            + $"| {Text(result.Calm, 0.99)} | {Text(result.During, 0.99)} | {Text(result.During, 1)} "
            + $"| {result.Failed} |"));

    private static string Text(TimeSpan[] sorted, double share) =>
        Durations.Text(ReloadResult.Percentile(sorted, share));
}
