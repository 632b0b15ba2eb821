using Plugins.Tests.Shipped;
using NotifyScript;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>NotifyScript</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class NotifyScriptConformance : ShippedConformance<NotifyScriptAction>, IDisposable
{
    private readonly Scratch _scratch = new();

    protected override string GoodSettings => $$"""{ "Command": [ "{{_scratch.Script("good", "echo told")}}" ] }""";

    protected override string FailingSettings => $$"""{ "Command": [ "{{_scratch.Script("bad", "echo no >&2; exit 3")}}" ] }""";

    protected override string HangingSettings => $$"""{ "Command": [ "{{_scratch.Script("slow", "sleep 1000 & wait")}}" ] }""";

    protected override string WrongSettings => """{ "Command": [ "true" ], "User": "nobody-of-that-name" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Command:0", "User"];

    public void Dispose()
    {
        _scratch.Dispose();
    }
}
