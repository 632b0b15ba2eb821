using Gateway.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Shared;

/// <summary>Makes plugins out of source while a test runs.</summary>
internal static class PluginCompiler
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Gateway.Plugins;

        """;

    /// <summary>The platform of the test itself.</summary>
    public static string[] Platform { get; } =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>A plugin's DLL, with the usual namespaces in use.</summary>
    public static byte[] CompilePlugin(string plugin, string source, params string[] libraries) => Compile(
        plugin, Usings + source, [.. Platform.Append(typeof(IHealthCheck).Assembly.Location).Distinct(), .. libraries]);

    /// <summary>Any DLL.</summary>
    public static byte[] Compile(string assembly, string source, IEnumerable<string> references)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(source)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }

    /// <summary>Writes a file as an operator should, whatever the umask of the machine: not writable by others, and
    /// under its name only when it is whole.</summary>
    public static void Write(string path, byte[] image)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        var part = path + ".part";
        File.WriteAllBytes(part, image);
        File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(part, path, overwrite: true);
    }
}
