using Plugins.Tests.Shipped;
using Systemd;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Systemd</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class SystemdConformance : ShippedConformance<SystemdCheck>, IDisposable
{
    private readonly Scratch _scratch = new();

    protected override string GoodSettings => $$"""{ "Unit": "nginx", "Systemctl": "{{_scratch.Script("good", "echo active")}}" }""";

    protected override string FailingSettings => $$"""{ "Unit": "nginx", "Systemctl": "{{_scratch.Script("bad", "echo failed; exit 3")}}" }""";

    protected override string HangingSettings => $$"""{ "Unit": "nginx", "Systemctl": "{{_scratch.Script("slow", "exec sleep 1000")}}" }""";

    protected override string WrongSettings => """{ "Unit": "--version", "States": [ "fine" ], "Systemctl": "/no/systemctl" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Unit", "States:0", "Systemctl"];

    public void Dispose()
    {
        _scratch.Dispose();
    }
}
