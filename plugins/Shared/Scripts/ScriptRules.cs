using Gateway.Plugins;

namespace Shared.Scripts;

/// <summary>What the settings of a plugin that runs scripts must keep.</summary>
internal static class ScriptRules
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Everything that is wrong.</summary>
    /// <param name="command">The setting <c>Command</c>.</param>
    /// <param name="user">The setting <c>User</c>.</param>
    public static IEnumerable<SettingsProblem> Problems(IReadOnlyList<string> command, string? user)
    {
        if (!ScriptProcess.IsSupported)
        {
            yield return new("", "needs the program setsid (package util-linux), which is not here");
        }

        if (command is not [var path, ..])
        {
            yield return new("Command", "is empty; give the path of a program, then its arguments");
        }
        else if (FileProblem(path) is { } problem)
        {
            yield return new("Command:0", problem);
        }

        if (user is not null && UserProblem(user) is { } trouble)
        {
            yield return new("User", trouble);
        }
    }

    private static string? UserProblem(string user)
    {
        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal)))
        {
            return $"there is no user \"{user}\" in /etc/passwd";
        }

        return Environment.IsPrivilegedProcess || user == Environment.UserName
            ? null
            : $"only root can run it as {user}";
    }

    private static string? FileProblem(string path)
    {
        if (!Path.IsPathRooted(path))
        {
            return $"\"{path}\" is not an absolute path, such as \"/etc/gateway/script\"";
        }

        if (!File.Exists(path))
        {
            return $"{path} {(Directory.Exists(path) ? "is a folder" : "does not exist")}; put the program there, or "
                + "correct the path";
        }

        var mode = OperatingSystem.IsWindows() ? Executable : File.GetUnixFileMode(path);
        return (mode & Executable) == 0 ? $"{path} is not executable; run: chmod +x {path}"
            : (mode & WritableByOthers) != 0 ? $"{path} can be changed by other users; run: chmod go-w {path}"
            : null;
    }
}
