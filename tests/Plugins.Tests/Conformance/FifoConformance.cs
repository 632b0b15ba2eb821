using Plugins.Tests.Shipped;
using Fifo;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Fifo</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class FifoConformance : ShippedConformance<FifoAction>, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _path;
    private readonly FileStream _reader;

    public FifoConformance()
    {
        _path = _scratch.PathOf("gateway.fifo");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", ["-m", "600", _path]);
        mkfifo.WaitForExit();

        // For both ways: such an end is there at once (fifo(7)).
        _reader = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite);
    }

    protected override string GoodSettings => $$"""{ "Path": "{{_path}}" }""";

    protected override string FailingSettings => $$"""{ "Path": "{{_scratch.PathOf("unread")}}" }""";

    protected override string WrongSettings => """{ "Path": "gateway.fifo" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Path"];

    public void Dispose()
    {
        _reader.Dispose();
        _scratch.Dispose();
    }
}
