using System.Text;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>Checks configurations that stand in the tests. Single quotes stand for double ones.</summary>
internal static class ConfigText
{
    public const string File = "appsettings.json";
    public const string Node = "'Nodes': { 'edge-a': { 'Address': '192.168.10.11', 'Priority': 150 }, 'edge-b': { 'Address': '192.168.10.12', 'Priority': 100 } }";
    public const string PluginsFolder = "/opt/gateway/plugins";

    public static ConfigurationRequest Request { get; } =
        new(File, folder => folder == PluginsFolder ? new HashSet<string> { "Script", "Tcp" } : new HashSet<string>())
        {
            HostName = "edge-a",
            ProgramFolder = "/opt/gateway/",
        };

    /// <summary>A file with two nodes and the given rest.</summary>
    public static Task<ConfigurationResult> WithNodesAsync(string rest, ConfigurationRequest? request = null) =>
        ParseAsync($"{{ {Node}, {rest} }}", request);

    public static Task<ConfigurationResult> ParseAsync(string text, ConfigurationRequest? request = null) =>
        ConfigurationFile.ParseAsync(
            request ?? Request, Encoding.UTF8.GetBytes(text.Replace('\'', '"')), CancellationToken.None);

    /// <summary>The configuration; fails the test with all errors when there is none.</summary>
    public static async Task<GatewayConfig> ValidAsync(string rest) => Valid(await WithNodesAsync(rest));

    public static GatewayConfig Valid(ConfigurationResult result)
    {
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        return result.Config!;
    }

    /// <summary>The only error, as path and message.</summary>
    public static string OnlyError(ConfigurationResult result)
    {
        Assert.Null(result.Config);
        Assert.Collection(result.Errors.Select(e => e.ToString()), _ => { });
        return result.Errors[0].Path + ": " + result.Errors[0].Message;
    }
}
