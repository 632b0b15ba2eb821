using Lab.Subjects;

namespace Lab.Install;

/// <summary>Roots of minimal machines, made of the packages of this one: what the package does not ask for is not
/// there. Kept beside what was built.</summary>
internal static class DebianRoot
{
    private static readonly Lazy<string> Bare = new(() => Make("bare"));
    private static readonly Lazy<string> Booting = new(() => Make("systemd", "systemd"));

    /// <summary>Debian's essential packages, and what ours needs.</summary>
    internal static string WithoutSystemd => Bare.Value;

    /// <summary>The same with a systemd that can boot.</summary>
    internal static string WithSystemd => Booting.Value;

    private static string Make(string name, params string[] packages)
    {
        string folder = Path.Combine(Path.GetDirectoryName(GatewayNode.Binary)!, "roots", name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        _ = Shell.Run(
            Path.Combine(DebianPackage.Repository, "tests", "Lab", "Install", "debian-root.sh"),
            [folder, Path.Combine(DebianPackage.Folder, DebianPackage.File), .. packages]);
        return folder;
    }
}
