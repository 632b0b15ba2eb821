using Xunit.Sdk;
using Xunit.v3;

namespace Lab;

/// <summary>Of the classes that run beside each other the long ones begin: none is left alone in the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderByDescending(collection =>
                collection.TestCollectionDisplayName.StartsWith(LabCollections.Long, StringComparison.Ordinal)),
        ];
}
