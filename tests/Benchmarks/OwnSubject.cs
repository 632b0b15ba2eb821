namespace Benchmarks;

/// <summary>This program itself, with a subcommand: the plain YARP app, or the bare relay.</summary>
/// <param name="bench">What all share.</param>
/// <param name="name">Its name in tables, and the subcommand.</param>
internal sealed class OwnSubject(Workbench bench, string name) : Subject(bench)
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string? Program => null;

    /// <inheritdoc/>
    public override bool IsCompiledWhileRunning => true;

    /// <inheritdoc/>
    public override bool IsProxy => name != RelayApp.Name;

    /// <inheritdoc/>
    protected override string[] Command(string config) =>
        [Environment.ProcessPath!, name, $"{Port}", Bench.Upstream, Bench.Certificate, Bench.Key];

    /// <inheritdoc/>
    protected override string Configuration() => "";
}
