using System.CommandLine.Parsing;
using System.Text;
using Gateway.Configuration;
using Gateway.Configuration.Building;

namespace Gateway.Cli;

/// <summary>What an option that names a file must be. Scripts give an empty one where a variable is not set.</summary>
internal static class PathRule
{
    /// <summary>Checks one that names a file.</summary>
    public static void CheckFile(OptionResult option) => _ = IsPath(option, "a file");

    /// <summary>Checks one that names a unix socket.</summary>
    public static void CheckSocket(OptionResult option)
    {
        if (IsPath(option, "a socket")
            && Encoding.UTF8.GetByteCount(Path.GetFullPath(option.Tokens[^1].Value)) > AdminConfig.LongestSocketPath)
        {
            option.AddError($"{option.Option.Name} {option.Tokens[^1].Value}: too long for a socket; use at most "
                + $"{AdminConfig.LongestSocketPath} bytes.");
        }
    }

    private static bool IsPath(OptionResult option, string kind)
    {
        // Without a word behind it, that is told.
        if (option.Tokens is not [.., var word] || PathText.IsPath(word.Value))
        {
            return option.Tokens.Count > 0;
        }

        option.AddError($"{option.Option.Name} \"{word.Value}\": write the path of {kind}, or leave it out.");
        return false;
    }
}
