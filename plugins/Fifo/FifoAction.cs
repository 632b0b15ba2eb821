using System.Text;
using Gateway.Plugins;
using Shared.Keepalived;

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

    private static string LineOf(Notification told)
    {
        var words = KeepalivedWords.Of(told);
        var name = string.Concat(words[1].Select(letter => char.IsControl(letter) || letter == '"' ? '_' : letter));
        return $"{words[0]} \"{name}\" {words[2]} {words[3]}";
    }
}
