using System.CommandLine;
using Gateway.Cli.Answers;
using Gateway.Configuration;
using Gateway.Forecast;

namespace Gateway.Cli;

/// <content><c>gateway check</c>.</content>
internal sealed partial class CommandLine
{
    private const string CheckDescription = """
        Check a configuration file, name every mistake, and start nothing.

        Examples:
          gateway check
          gateway check --config config/appsettings.json --node edge-b --strict
          gateway check --explain
          gateway check --json | jq '.errors[].text'

        Exit codes: 0 it is valid, 2 it is not, or with --strict there are warnings.
        """;

    private static readonly Option<bool> StrictOption = new("--strict")
    {
        Description = "Warnings count as errors.",
    };

    private static readonly Option<bool> ExplainOption = new("--explain")
    {
        Description = "Say who has which address, and what each failure does to whom.",
    };

    private Command BuildCheck()
    {
        var check = new Command("check", CheckDescription)
        {
            ConfigOption, NodeOption, SetOption, StrictOption, ExplainOption, JsonOption,
        };
        check.SetAction(CheckAsync);
        return check;
    }

    private async Task<int> CheckAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var result = await ConfigurationFile.LoadAsync(RequestOf(arguments, toRun: false), cancellation);
        if (arguments.GetValue(JsonOption))
        {
            var isAccepted = Accepts(arguments, result);
            var answer = CheckAnswer.Of(FileOf(arguments), result, isAccepted, arguments.GetValue(ExplainOption));
            await _output.WriteAsync(AnswerJson.Write(answer, AnswerJson.Readable.CheckAnswer));
            return isAccepted ? ExitCode.Ok : ExitCode.InvalidConfiguration;
        }

        await WarnAsync(result);
        if (!await IsAcceptedAsync(arguments, result))
        {
            return ExitCode.InvalidConfiguration;
        }

        var config = result.Config!;
        await _output.WriteLineAsync(ConfigurationSummary.Describe(FileOf(arguments), config));
        if (arguments.GetValue(ExplainOption))
        {
            await _output.WriteAsync("\n" + ForecastText.Describe(config));
        }

        return ExitCode.Ok;
    }
}
