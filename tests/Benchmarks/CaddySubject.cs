namespace Benchmarks;

/// <summary>Caddy.</summary>
internal sealed class CaddySubject(Workbench bench) : Subject(bench)
{
    /// <inheritdoc/>
    public override string Name => "caddy";

    /// <inheritdoc/>
    public override string? Program => "caddy";

    /// <inheritdoc/>
    protected override string[] Command(string config) =>
        ["env", $"XDG_DATA_HOME={Bench.Folder}", $"XDG_CONFIG_HOME={Bench.Folder}", "caddy", "run", "--config", config,
            "--adapter", "caddyfile"];

    /// <inheritdoc/>
    protected override string Configuration() => $$"""
        {
            admin off
            auto_https off
            log default {
                level ERROR
            }
        }
        https://:{{Port}} {
            bind 127.0.0.1
            tls {{Bench.Certificate}} {{Bench.Key}} {
                protocols tls1.3
            }
            reverse_proxy 127.0.0.1:{{Bench.UpstreamPort}}
        }
        """;
}
