using System.Runtime.InteropServices;
using Browser;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

// One browser for all; each fact has a context of its own in it.
[assembly: AssemblyFixture(typeof(Chromium))]
