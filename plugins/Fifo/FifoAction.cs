using System.Text;
using Gateway.Plugins;

namespace Fifo;

/// <summary>Writes a line in keepalived's format into a FIFO: <c>INSTANCE "lan4" MASTER 150</c>.</summary>
public sealed class FifoAction : NotifyAction<FifoSettings>
{
    private const int LongestPath = 4095;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!Path.IsPathFullyQualified(Settings.Path) || Settings.Path.Length > LongestPath)
        {
            yield return new("Path", $"\"{Settings.Path}\" is not an absolute path, such as \"/run/gateway.fifo\"");
        }
        else if (Directory.Exists(Settings.Path))
        {
            yield return new("Path", $"{Settings.Path} is a folder");
        }
        else if (!Settings.Create && !Path.Exists(Settings.Path))
        {
            yield return new("Path", $"{Settings.Path} does not exist; run: mkfifo -m 600 {Settings.Path}");
        }
        else if (Settings.Create && !Directory.Exists(Path.GetDirectoryName(Settings.Path)))
        {
            yield return new("Path", $"there is no folder {Path.GetDirectoryName(Settings.Path)} to make the FIFO in");
        }
    }

    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var line = Encoding.UTF8.GetBytes(LineOf(notification) + "\n");
        if (Settings.Create && !Path.Exists(Settings.Path))
        {
            FifoPipe.Create(Settings.Path);
        }

        // No call of these waits: the task is done when it is there.
        FifoPipe.Write(Settings.Path, line);
        await Task.CompletedTask;
    }

    /// <summary>keepalived's words where it has them, and ours of the same form.</summary>
    private static string LineOf(Notification told)
    {
        var who = told.IsGroup ? "GROUP" : "INSTANCE";
        var (type, state) = told.Kind switch
        {
            NotificationKind.Master => (who, "MASTER"),
            NotificationKind.Backup => (who, "BACKUP"),
            NotificationKind.Fault => (who, "FAULT"),
            NotificationKind.Stop => (who, "STOP"),
            NotificationKind.PriorityChanged => (who, "PRIORITY"),
            NotificationKind.SplitBrain => (who, "SPLIT_BRAIN"),
            NotificationKind.PeerLost => (who, "PEER_LOST"),
            NotificationKind.CheckUp => ("CHECK", "UP"),
            NotificationKind.CheckDown => ("CHECK", "DOWN"),
            NotificationKind.ConfigurationRejected => ("CONFIGURATION", "REJECTED"),
            NotificationKind.CertificateExpiring => ("CERTIFICATE", "EXPIRING"),
            _ => throw new NotSupportedException($"{told.Kind} has no line"),
        };
        var name = string.Concat(told.Subject.Select(letter => char.IsControl(letter) || letter == '"' ? '_' : letter));
        return $"{type} \"{name}\" {state} {told.Priority}";
    }
}
