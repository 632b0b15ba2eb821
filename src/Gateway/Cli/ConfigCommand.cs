using System.CommandLine;
using Gateway.Configuration;
using Gateway.Configuration.Showing;

namespace Gateway.Cli;

/// <summary><c>gateway config show</c>: what this node runs, and where each value comes from.</summary>
/// <param name="load">Reads the configuration that the arguments name, and says what is wrong with it; null when it is
/// refused.</param>
/// <param name="fileOf">The configuration file.</param>
/// <param name="output">Where the result goes.</param>
internal sealed class ConfigCommand(
    Func<ParseResult, CancellationToken, Task<ConfigurationResult?>> load,
    Func<ParseResult, string> fileOf,
    TextWriter output)
{
    private const string Description = """
        Show the configuration as this node runs it: every key, defaults included, and behind each value where it comes
        from. Passwords, keys and what looks like them are hidden.

        The output is JSON with comments and can be pasted back; what is hidden in it is then refused by name.

        Examples:
          gateway config show
          gateway config show --node edge-b --json

        Exit codes: 0 done, 2 the configuration is invalid.
        """;

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "For programs: the values, and by path the source of each.",
    };

    /// <summary>The command for the command line.</summary>
    /// <param name="options">What says which configuration.</param>
    public Command Build(params Option[] options)
    {
        var show = new Command("show", Description) { Json };
        Array.ForEach(options, show.Add);
        show.SetAction(ShowAsync);
        return new("config", """
            Look into the configuration.

            Example:
              gateway config show
            """) { show };
    }

    private async Task<int> ShowAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (await load(arguments, cancellation) is not { Config: { } config } result)
        {
            return ExitCode.InvalidConfiguration;
        }

        var file = fileOf(arguments);
        var shown = ShownConfiguration.Of(result);
        await output.WriteAsync(arguments.GetValue(Json)
            ? ShownJson.Write(shown, config.NodeName, file)
            : ShownText.Write(shown, $"{file} as {config.NodeName} runs it", Path.GetDirectoryName(file) ?? ""));
        return ExitCode.Ok;
    }
}
