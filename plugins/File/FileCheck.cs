using System.Globalization;
using System.Text;
using Gateway.Plugins;

namespace Files;

/// <summary>Looks at a file: whether it exists, how old it is, and what it says.</summary>
public sealed class FileCheck : HealthCheck<FileSettings>
{
    private const int HeadBytes = 64 * 1024;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!Path.IsPathFullyQualified(Settings.Path))
        {
            yield return new("Path", $"\"{Settings.Path}\" is not an absolute path, such as \"/run/maintenance\"");
        }

        if (Settings.MaximumAge is { Ticks: <= 0 })
        {
            yield return new("MaximumAge", "must be above 0; leave it out for any age");
        }

        if (Settings.Contains is "")
        {
            yield return new("Contains", "is empty; leave it out");
        }

        if (Settings is { Exists: false, MaximumAge: not null } or { Exists: false, Contains: not null })
        {
            yield return new("Exists", "is false: leave MaximumAge and Contains out");
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Path.Exists(Settings.Path))
        {
            return Settings.Exists
                ? HealthResult.Unhealthy($"{Settings.Path} does not exist")
                : HealthResult.Healthy($"{Settings.Path} does not exist");
        }

        if (!Settings.Exists)
        {
            return HealthResult.Unhealthy($"{Settings.Path} exists");
        }

        var age = Context.Time.GetUtcNow() - File.GetLastWriteTimeUtc(Settings.Path);
        var written = string.Create(CultureInfo.InvariantCulture, $"written {Math.Max(0, age.TotalSeconds):0} s ago");
        return age > Settings.MaximumAge ? HealthResult.Unhealthy(written)
            : Settings.Contains is { } text ? await LookInsideAsync(text, written, cancellationToken)
            : HealthResult.Healthy(written);
    }

    private async Task<HealthResult> LookInsideAsync(string text, string written, CancellationToken cancellationToken)
    {
        try
        {
            using var file = File.OpenHandle(Settings.Path, options: FileOptions.Asynchronous);
            var head = new byte[Math.Min(RandomAccess.GetLength(file), HeadBytes)];
            var count = await RandomAccess.ReadAsync(file, head, fileOffset: 0, cancellationToken);
            return Encoding.UTF8.GetString(head, 0, count).Contains(text, StringComparison.Ordinal)
                ? HealthResult.Healthy(written)
                : HealthResult.Unhealthy($"does not say \"{text}\", {written}");
        }
        catch (Exception failed)
            when (failed is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return HealthResult.Unhealthy(failed.Message);
        }
    }
}
