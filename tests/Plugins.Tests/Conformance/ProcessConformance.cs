using Plugins.Tests.Shipped;
using Processes;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Process</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class ProcessConformance : ShippedConformance<ProcessCheck>
{
    protected override string GoodSettings => $$"""{ "Name": "{{System.IO.Path.GetFileName(Environment.ProcessPath)}}" }""";

    protected override string FailingSettings => """{ "Name": "no-such-program" }""";

    protected override string WrongSettings => """{ "Name": "/bin/sh", "PidFile": "x.pid", "Minimum": -1, "Maximum": -2 }""";

    protected override IReadOnlyList<string> WrongPaths => ["Name", "PidFile", "Minimum", "Maximum", "PidFile"];
}
