using System.Runtime.InteropServices;
using Lab;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

// Who may run beside whom, and in which order: see there. How many at once: see xunit.runner.json.
[assembly: CollectionBehavior(typeof(LabCollections))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
[assembly: TestCaseOrderer(typeof(TestsByName))]
