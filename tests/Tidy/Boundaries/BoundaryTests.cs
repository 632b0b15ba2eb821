using Tidy.Sources;

namespace Tidy.Boundaries;

/// <summary>Laws 3 and 4, and what the product leaves out.</summary>
public sealed class BoundaryTests
{
    [Fact]
    public void The_kernel_lives_in_one_folder() => Law.Holds(Repository.Sources
        .Where(file => file.IsUnder("src") && !file.IsUnder("src/Vrrp/Linux/Interop"))
        .SelectMany(BoundaryRules.NativeImports));

    [Fact]
    public void The_engine_waits_for_nobody() =>
        Law.Holds(Repository.Sources.Where(file => file.IsUnder("src/Vrrp/Engine")).SelectMany(BoundaryRules.Waits));

    [Fact]
    public void Vrrp_knows_no_host() =>
        Law.Holds(Repository.Sources.Where(file => file.IsUnder("src/Vrrp")).SelectMany(BoundaryRules.OuterNamespaces));

    [Theory]
    [InlineData("class C\n{\n    [LibraryImport(\"libc\")] static partial int M();\n}", 3)]
    [InlineData("class C\n{\n    [DllImportAttribute(\"libc\")] static extern int M();\n}", 3)]
    [InlineData("class C\n{\n    [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int M();\n}", 3)]
    [InlineData("[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]")]
    [InlineData("// [DllImport]\nclass C;")]
    public void A_native_import_is_found(string text, params int[] found) =>
        Law.Finds(BoundaryRules.NativeImports(Law.File(text)), found);

    [Theory]
    [InlineData("lock (gate) { }", 1)]
    [InlineData("async void M() { }", 1)]
    [InlineData("A();\nawait B();", 2)]
    [InlineData("Task.Run(A);", 1)]
    [InlineData("Task Ended => source.Task;")]
    [InlineData("System.Threading.Monitor.Enter(gate);", 1)]
    [InlineData("Mutex m;", 1)]
    [InlineData("Thread.Sleep(1);", 1)]
    [InlineData("void M(ILogger<C> log) { }", 1)]
    [InlineData("Interlocked.Increment(ref count); // no lock, no await")]
    [InlineData("var task = \"Task\"; var timer = locks;")]
    public void A_wait_is_found(string text, params int[] found) =>
        Law.Finds(BoundaryRules.Waits(Law.File(text)), found);

    [Theory]
    [InlineData("using Microsoft.Extensions.Logging;", 1)]
    [InlineData("using static System.Text.Json.JsonSerializer;", 1)]
    [InlineData("using System;\nusing Yarp.ReverseProxy;", 2)]
    [InlineData("class C\n{\n    Microsoft.Extensions.Logging.ILogger log;\n}", 3)]
    [InlineData("class C { object o = System.Text.Json.JsonSerializer.Serialize(1); }", 1)]
    [InlineData("using Microsoft.Win32.SafeHandles; using System.Text; using System.Net.Sockets;")]
    public void A_namespace_of_the_host_is_found(string text, params int[] found) =>
        Law.Finds(BoundaryRules.OuterNamespaces(Law.File(text)), found);

    [Theory]
    [InlineData("#pragma warning disable RS0030\nclass C;", 1)]
    [InlineData("[SuppressMessage(\"A\", \"RS0030\")]\nclass C;", 1)]
    [InlineData("#pragma warning disable CA1000\nclass C;")]
    [InlineData("// RS0030\nclass C;")]
    public void A_suppression_is_found(string text, params int[] found) =>
        Law.Finds(BoundaryRules.Suppressions(Law.File(text), "RS0030"), found);
}
