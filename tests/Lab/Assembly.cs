using System.Runtime.InteropServices;
using Lab;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

// Who may run beside whom: see there.
[assembly: CollectionBehavior(typeof(LabCollections), MaxParallelThreads = 2)]
