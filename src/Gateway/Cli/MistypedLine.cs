using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Vrrp.Config;

namespace Gateway.Cli;

/// <summary>A command line that nobody can follow, in words.</summary>
internal static class MistypedLine
{
    /// <summary>Whether something is wrong with it.</summary>
    public static bool Is(ParseResult parsed) => parsed.Errors.Count > 0 || OptionOf(parsed) is not null;

    /// <summary>What is wrong, a line each: of words that nobody knows the first, and what was probably
    /// meant.</summary>
    public static IEnumerable<string> Describe(ParseResult parsed)
    {
        if (OptionOf(parsed) is not { } word)
        {
            if (parsed.UnmatchedTokens is not [var first, ..])
            {
                return parsed.Errors.Select(mistake => mistake.Message).Distinct();
            }

            word = first;
        }

        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name)
            .Concat(command.Options.Where(one => !one.Hidden).Select(one => one.Name));
        string[] lines = [$"Unrecognized command or argument '{word}'."];
        return NearestName.Find(word, known) is { } near ? [.. lines, $"Did you mean \"{near}\"?"] : lines;
    }

    // An unknown option would be taken for the argument: no name of ours begins like one.
    private static string? OptionOf(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens).Select(token => token.Value)
        .FirstOrDefault(word => word is ['-', _, ..]);
}
