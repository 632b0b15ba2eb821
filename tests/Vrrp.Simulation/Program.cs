using System.Globalization;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Vrrp.Simulation;

/// <summary>Runs the facts, or what the first argument names.</summary>
internal static class Program
{
    private const string Usage = """
        Vrrp.Simulation [xunit options]     run the facts
        Vrrp.Simulation endless [SEED]      run one seed after the other, from that one on, until one fails
        Vrrp.Simulation seed SEED           run one seed, and show the end of its history

        """;

    private static async Task<int> Main(string[] arguments)
    {
        var seed = arguments.Length > 1
            && int.TryParse(arguments[1], CultureInfo.InvariantCulture, out var given) ? given : (int?)null;
        switch (arguments.FirstOrDefault())
        {
            case "endless":
                return EndlessCommand.Run(seed ?? Random.Shared.Next());
            case "seed" when seed is not null:
                return EndlessCommand.RunOne(seed.Value);
            case "seed" or "help" or "--help":
                Console.Write(Usage);
                return arguments[0] == "seed" ? 2 : 0;
            default:
                return arguments.Any(argument => argument is "--server" or "--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(
                        arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(arguments);
        }
    }
}
