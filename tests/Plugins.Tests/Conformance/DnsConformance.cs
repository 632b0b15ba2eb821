using Plugins.Tests.Shipped;
using Resolving;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Dns</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class DnsConformance : ShippedConformance<DnsCheck>, IAsyncDisposable
{
    private readonly BlackHole _hole = new();
    private readonly NameServer _server = NameServer.With("10.0.0.1");
    private readonly int _closed = BlackHole.ClosedPort();

    protected override string GoodSettings => $$"""{ "Name": "shop.example", "Server": "127.0.0.1", "Port": {{_server.Port}}, "Expect": [ "10.0.0.1" ] }""";

    protected override string FailingSettings => $$"""{ "Name": "shop.example", "Server": "127.0.0.1", "Port": {{_closed}} }""";

    protected override string HangingSettings => $$"""{ "Name": "shop.example", "Server": "127.0.0.1", "Port": {{_hole.Port}} }""";

    protected override string WrongSettings => """{ "Name": "a..b", "Port": 0, "Patience": "1ms", "Expect": [ "::1" ] }""";

    protected override IReadOnlyList<string> WrongPaths => ["Name", "Port", "Patience", "Expect:0"];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _hole.Dispose();
    }
}
