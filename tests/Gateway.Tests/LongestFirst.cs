using Gateway.Tests;
using Gateway.Tests.Proxy.Limits;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Gateway.Tests;

/// <summary>The class that takes longest begins: it only waits, and what computes runs beside it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(
                typeof(SlowReaderTests).FullName!, StringComparison.Ordinal)),
        ];
}
