using Lab.Commands;
using Lab.Demo;
using Lab.Interop;
using Lab.Kernel;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Lab;

/// <summary>Runs the facts, or what the first argument names.</summary>
internal static class Program
{
    private const string Usage = """
        Lab [xunit options]          run the facts
        Lab benchmark [options]      time failovers of our pair and of a keepalived pair, side by side
            --trials N               faults of each kind, 10 unless said
            --interval DURATION      between advertisements, 100ms unless said; several with commas: 1s,100ms,10ms
            --fault NAME             stop, crash, kill, freeze, cut, partition; several with commas; all unless said;
                                     besides, of our pair alone: proxy, upstream
            --observe SECONDS        how long to watch for two owners, 10 unless said
            --only gateway|keepalived
        Lab cost [options]           processor and memory of many virtual routers, beside keepalived
            --instances N            how many, up to 255; 1,50,255 unless said
            --interval DURATION      between advertisements, 100ms unless said
            --seconds N              how long to measure, 20 unless said
            --calm SECONDS           how long after the start, 45 unless said
        Lab jitter [options]         advertisements of a Master whose proxy is saturated with TLS, beside keepalived
            --seconds N              how long, 60 unless said
            --interval DURATION      between advertisements, 100ms unless said; several with commas
        Lab reload [options]         reload time and what requests notice of it, beside nginx and Caddy
            --routes N               how many routes; 10,1000,10000 unless said
            --reloads N              how often, 10 unless said
        Lab demo [--keep|--stop]     what demo.sh shows
        Lab upstream                 the web application behind the pair (used by the others)

        """;

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await RunAsync(arguments);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        string[] rest = arguments.Length > 0 ? arguments[1..] : [];
        switch (arguments.FirstOrDefault())
        {
            case "benchmark":
                return await BenchmarkCommand.RunAsync(rest);
            case "cost":
                return await CostCommand.RunAsync(rest);
            case "jitter":
                return await JitterCommand.RunAsync(rest);
            case "reload":
                return await ReloadCommand.RunAsync(rest);
            case "demo":
                return await DemoCommand.RunAsync(rest);
            case "upstream":
                return await UpstreamCommand.RunAsync();
            case "doomed-parent":
                return DoomedParent.Run();
            case "help" or "--help":
                Console.Write(Usage);
                return 0;
            default:
                return arguments.Any(argument => argument is "--server" or "--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(
                        arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(arguments);
        }
    }
}
