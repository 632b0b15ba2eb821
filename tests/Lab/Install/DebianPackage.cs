using Lab.Subjects;

namespace Lab.Install;

/// <summary>The package, made of what was built beside the lab.</summary>
internal static class DebianPackage
{
    private static readonly Lazy<string> Built = new(() => Build("0.1.0"));
    private static readonly Lazy<string> Next = new(() => Follow("0.2.0"));

    /// <summary>The name of the package's file in <see cref="Folder"/>; made when it is first asked for.</summary>
    internal static string File => Built.Value;

    /// <summary>That of the one that comes after it: the same program with another version and other samples.</summary>
    internal static string NextFile => Next.Value;

    /// <summary>The folder of the packages, in a machine of the lab <c>/mnt</c>.</summary>
    internal static string Folder { get; } = Path.Combine(Path.GetDirectoryName(GatewayNode.Binary)!, "packages");

    /// <summary>The tree that the lab was built from.</summary>
    internal static string Repository { get; } = FindRepository();

    private static string Build(string version)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(GatewayNode.Binary)!);
        _ = Shell.Run(
            Path.Combine(Repository, "config", "packaging", "build.sh"), "--no-build", "--fast", "--output", Folder,
            "--configuration", configuration == "debug" ? "Debug" : "Release", "--version", version);
        return Path.GetFileName(Directory.EnumerateFiles(Folder, $"gateway_{version}_*.deb").Single());
    }

    // Unpacked and packed again.
    private static string Follow(string version)
    {
        string next = File.Replace("_0.1.0_", $"_{version}_", StringComparison.Ordinal);
        _ = Shell.Run("sh", "-c", """
            set -eu
            tree=$(mktemp -d)
            trap 'rm -rf "$tree"' EXIT
            dpkg-deb --raw-extract "$1" "$tree"
            sed -i "s/^Version: .*/Version: $3/" "$tree/DEBIAN/control"
            for sample in "$tree"/usr/share/gateway/*; do echo '// of the next version' >>"$sample"; done
            dpkg-deb -Zgzip -z1 --build "$tree" "$2" >/dev/null
            """, "sh", Path.Combine(Folder, File), Path.Combine(Folder, next), version);
        return next;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
