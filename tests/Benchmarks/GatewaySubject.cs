namespace Benchmarks;

/// <summary>Our program, with all its defaults, those of a site included.</summary>
/// <param name="bench">What all share.</param>
/// <param name="name">Its name in tables.</param>
/// <param name="binary">The program; this build's when null.</param>
internal sealed class GatewaySubject(Workbench bench, string name = "gateway", string? binary = null) : Subject(bench)
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string? Program => null;

    /// <inheritdoc/>
    public override bool IsCompiledWhileRunning => true;

    /// <inheritdoc/>
    protected override string[] Command(string config) =>
        ["env", $"STATE_DIRECTORY={Bench.Folder}", binary ?? Binary(), "run", "--config", config, "--node", "bench"];

    /// <inheritdoc/>
    protected override string Configuration() => $$"""
        {
          "Nodes": { "bench": { "Priority": 100 } },
          "Listen": { "Https": "127.0.0.1:{{Port}}" },
          "Tls": { "Certificates": "{{Path.GetDirectoryName(Bench.Certificate)}}" },
          "Sites": { "*": "{{Bench.Upstream}}" }
        }
        """;

    private static string Binary()
    {
        // .../artifacts/bin/Benchmarks/release/ -> .../artifacts/bin/Gateway/release/gateway
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, "Gateway", own.Name, "gateway");
    }
}
