using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

// Failover times are measured: one pair at a time has the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
