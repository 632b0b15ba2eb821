namespace Benchmarks;

/// <summary>The plain YARP app: this program with the subcommand <c>plain</c>.</summary>
internal sealed class PlainSubject(Workbench bench) : Subject(bench)
{
    /// <inheritdoc/>
    public override string Name => "plain";

    /// <inheritdoc/>
    public override string? Program => null;

    /// <inheritdoc/>
    public override bool IsCompiledWhileRunning => true;

    /// <inheritdoc/>
    protected override string[] Command(string config) =>
        [Environment.ProcessPath!, "plain", $"{Port}", Bench.Upstream, Bench.Certificate, Bench.Key];

    /// <inheritdoc/>
    protected override string Configuration() => "";
}
