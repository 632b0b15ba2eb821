using System.Diagnostics;
using System.Globalization;
using Gateway.Plugins;

namespace NotifyScript;

/// <summary>Runs a script with keepalived's arguments.</summary>
public sealed class NotifyScriptAction : NotifyAction<NotifyScriptSettings>
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!File.Exists(SessionProcess.SetSid))
        {
            yield return new("", $"needs {SessionProcess.SetSid} (package util-linux), which is not here");
        }

        if (Settings.Command is not [var path, ..])
        {
            yield return new("Command", "is empty; give the path of a program, then its arguments");
        }
        else if (ProblemOf(path) is { } problem)
        {
            yield return new("Command:0", problem);
        }

        if (Settings.User is { } user && user != Environment.UserName && !Environment.IsPrivilegedProcess)
        {
            yield return new("User", $"only root can run it as {user}");
        }
        else if (Settings.User is { } name && !IsUser(name))
        {
            yield return new("User", $"there is no user \"{name}\" in /etc/passwd");
        }
    }

    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(
            SessionProcess.SetSid, [.. Settings.Command, .. KeepalivedWords.Of(notification)])
        {
            WorkingDirectory = "/",
        };
        if (Settings.User is { } user)
        {
            start.UserName = user;
        }

        Describe(notification, start.Environment);
        var (code, error) = await SessionProcess.RunAsync(start, cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException(error.Length > 0 ? $"exit code {code}: {error}" : $"exit code {code}");
        }
    }

    /// <summary>What the four arguments do not say. What the host was started with is not the script's business: it may
    /// hold secrets.</summary>
    private void Describe(Notification told, IDictionary<string, string?> environment)
    {
        environment.Clear();
        environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        environment["LANG"] = "C.UTF-8";
        environment["GATEWAY_ACTION"] = Context.Name;
        environment["GATEWAY_KIND"] = told.Kind.ToString();
        environment["GATEWAY_REASON"] = told.Reason;
        environment["GATEWAY_SEQUENCE"] = told.Sequence.ToString(CultureInfo.InvariantCulture);
        environment["GATEWAY_AT"] = told.At.ToString("O", CultureInfo.InvariantCulture);
        environment["GATEWAY_NODE"] = told.Node;
    }

    private static string? ProblemOf(string path)
    {
        if (!Path.IsPathFullyQualified(path) || !File.Exists(path))
        {
            return $"no file \"{path}\"; give the absolute path of a program, such as \"/etc/gateway/notify.sh\"";
        }

        var mode = OperatingSystem.IsWindows() ? Executable : File.GetUnixFileMode(path);
        return (mode & Executable) == 0 ? $"{path} is not executable; run: chmod +x {path}"
            : (mode & WritableByOthers) != 0 ? $"{path} can be changed by other users; run: chmod go-w {path}"
            : null;
    }

    private static bool IsUser(string name) =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal));
}
