using Plugins.Tests.Shipped;
using Tcp;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Tcp</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class TcpConformance : ShippedConformance<TcpCheck>, IDisposable
{
    private readonly BlackHole _hole = new();

    protected override string GoodSettings => $$"""{ "Host": "127.0.0.1", "Port": {{_hole.Port}} }""";

    protected override string FailingSettings => """{ "Host": "127.0.0.1", "Port": 1 }""";

    protected override string HangingSettings => $$"""{ "Host": "127.0.0.1", "Port": {{_hole.Port}}, "Expect": "220" }""";

    protected override string WrongSettings => """{ "Host": "a b", "Port": 0, "Send": "", "SendFile": "/no/file", "Expect": "" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Host", "Port", "Send", "SendFile", "Expect"];

    public void Dispose()
    {
        _hole.Dispose();
    }
}
