using Shared;

namespace Gateway.Tests.Cli;

/// <summary>What bash does with the names that the program offers (issue 7, point 1: completions).</summary>
public sealed class CompletionScriptTests
{
    private const string Script = """
        gateway() { echo site:a.example.com/10.0.0.1:80; }
        . "$1"
        COMP_LINE=$2 COMP_POINT=${#2}
        _gateway
        echo "${COMPREPLY[@]}"
        """;

    /// <summary>For bash a word ends at a colon: it puts what is offered behind the last one.</summary>
    [Theory]
    [InlineData("gateway drain ", "site:a.example.com/10.0.0.1:80")]
    [InlineData("gateway drain si", "site:a.example.com/10.0.0.1:80")]
    [InlineData("gateway drain site:a", "a.example.com/10.0.0.1:80")]
    [InlineData("gateway drain site:a.example.com/10.0.0.1:", "80")]
    public async Task A_name_with_colons_is_completed_behind_the_last_of_them(string line, string offered)
    {
        var (code, output, error) = await GatewayProgram.RunAsync(
            "bash", ["-c", Script, "bash", Repository.PathOf("config/packaging/gateway.bash-completion"), line]);

        Assert.Equal((0, $"{offered}\n", ""), (code, output, error));
    }
}
