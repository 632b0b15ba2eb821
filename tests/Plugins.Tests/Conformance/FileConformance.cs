using Plugins.Tests.Shipped;
using Files;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>File</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class FileConformance : ShippedConformance<FileCheck>
{
    protected override string GoodSettings => """{ "Path": "/etc/passwd", "Contains": "root" }""";

    protected override string FailingSettings => """{ "Path": "/no/such/file" }""";

    protected override string WrongSettings => """{ "Path": "passwd", "Exists": false, "MaximumAge": "0s", "Contains": "" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Path", "MaximumAge", "Contains", "Exists"];
}
