using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Lab;

/// <summary>Times are measured, so one class at a time has the machine; only those that wait more than they measure and
/// say so (<see cref="InParallelAttribute"/>) run beside each other, before the others.</summary>
public sealed class LabCollections(IXunitTestAssembly assembly) : IXunitTestCollectionFactory
{
    /// <summary>How the name of a collection begins that takes long: see <see cref="LongestFirst"/>.</summary>
    internal const string Long = "long: ";

    private readonly XunitTestCollection _alone =
        new(assembly, collectionDefinition: null, disableParallelization: true, "One at a time");

    /// <inheritdoc/>
    public string DisplayName => "lab";

    /// <inheritdoc/>
    public IXunitTestCollection Get(Type testClass) =>
        testClass.GetCustomAttribute<InParallelAttribute>() is { IsLong: var isLong }
            ? new XunitTestCollection(
                assembly, null, disableParallelization: false, $"{(isLong ? Long : "")}{testClass.Name}")
            : _alone;
}
