using Xunit.Sdk;
using Xunit.v3;

namespace Lab;

/// <summary>Facts of a class run in the order of their names, with their data: those that share a pair follow each
/// other (<see cref="Subjects.SharedPairs"/>).</summary>
public sealed class TestsByName : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => test.TestCaseDisplayName, StringComparer.Ordinal)];
}
