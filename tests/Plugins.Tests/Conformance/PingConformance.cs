using Plugins.Tests.Shipped;
using Pinging;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Ping</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class PingConformance : ShippedConformance<PingCheck>
{
    protected override string GoodSettings => """{ "Address": "127.0.0.1" }""";

    protected override string FailingSettings => """{ "Address": "fe80::1%no-such-interface" }""";

    protected override string HangingSettings => """{ "Address": "127.0.0.1", "Count": 2, "Replies": 2, "Pause": "10s" }""";

    protected override string WrongSettings => """{ "Address": "::1", "Count": 0, "Pause": "0s", "Replies": 2 }""";

    protected override IReadOnlyList<string> WrongPaths => ["Count", "Pause", "Replies"];
}
