namespace Plugins.Tests.Conformance;

/// <summary>Tests that count the process's threads and files: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
