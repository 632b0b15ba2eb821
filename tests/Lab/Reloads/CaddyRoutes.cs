using Lab.Network;

namespace Lab.Reloads;

/// <summary>Caddy as a proxy with many routes; told by <c>caddy reload</c>.</summary>
internal sealed class CaddyRoutes(SegmentNode node, string workFolder, int routes)
    : RouteProgram(node, workFolder, routes)
{
    internal override string Name => "Caddy";

    internal override string Kind => "caddy";

    internal override Task TakeUpAsync() => RunAsync("caddy", "reload", "--config", File, "--adapter", "caddyfile");

    protected override string[] Command() =>
        ["env", $"XDG_DATA_HOME={WorkFolder}", $"XDG_CONFIG_HOME={WorkFolder}", "caddy", "run", "--config", File,
            "--adapter", "caddyfile"];

    protected override string Text(string[] hosts) => $$"""
        {
            admin localhost:2019
            auto_https off
            log default {
                level ERROR
            }
        }
        http:// {
            respond 404
        }
        {{string.Join('\n', hosts.Select(host => $"http://{host} {{\n    reverse_proxy {Application}\n}}"))}}
        """;
}
