using Plugins.Tests.Shipped;
using Script;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Script</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class ScriptConformance : ShippedConformance<ScriptCheck>
{
    protected override string GoodSettings => """{ "Command": [ "/bin/echo", "fine" ] }""";

    protected override string FailingSettings => """{ "Command": [ "/bin/false" ] }""";

    protected override string HangingSettings => """{ "Command": [ "/bin/sleep", "1000" ] }""";

    protected override string WrongSettings => """{ "Command": [ "true" ], "User": "nobody-of-that-name" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Command:0", "User"];
}
