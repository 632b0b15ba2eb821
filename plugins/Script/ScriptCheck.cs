using Gateway.Plugins;

namespace Script;

/// <summary>Runs a command: exit code 0 is healthy, everything else is not. The first lines of its output say
/// why.</summary>
public sealed class ScriptCheck : HealthCheck<ScriptSettings>
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!ScriptProcess.IsSupported)
        {
            yield return new("", "needs the program setsid (package util-linux), which is not here");
        }

        if (Settings.Command is not [var path, ..])
        {
            yield return new("Command", "is empty; give the path of a program, then its arguments");
        }
        else if (WhatIsWrong(path) is { } problem)
        {
            yield return new("Command:0", problem);
        }

        if (Settings.User is { } user && WhatIsWrongWithUser(user) is { } trouble)
        {
            yield return new("User", trouble);
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var script = ScriptProcess.Start(Settings, Context.Name);
        var outcome = await script.FinishAsync(cancellationToken);
        var code = $"exit code {outcome.ExitCode}";
        return outcome.ExitCode == 0
            ? HealthResult.Healthy(outcome.Output.Length > 0 ? outcome.Output : code)
            : HealthResult.Unhealthy(outcome.Output.Length > 0 ? $"{code}: {outcome.Output}" : code);
    }

    private static string? WhatIsWrongWithUser(string user)
    {
        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal)))
        {
            return $"there is no user \"{user}\" in /etc/passwd";
        }

        return Environment.IsPrivilegedProcess || user == Environment.UserName
            ? null
            : $"only root can run it as {user}";
    }

    private static string? WhatIsWrong(string path)
    {
        if (!Path.IsPathRooted(path))
        {
            return $"\"{path}\" is not an absolute path, such as \"/etc/gateway/check-uplink\"";
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
