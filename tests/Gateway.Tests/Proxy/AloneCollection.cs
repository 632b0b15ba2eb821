namespace Gateway.Tests.Proxy;

/// <summary>Tests that measure or change the process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
