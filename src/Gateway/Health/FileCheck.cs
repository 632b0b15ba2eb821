using System.Globalization;
using System.Text;
using Gateway.Configuration;
using Gateway.Plugins;

namespace Gateway.Health;

/// <summary>The built-in check <c>file:/PATH</c>, the operators' switch: well while there is no such file. While there
/// is one it has failed, or is as ill as the file says: a number of percent, 0 to 100.</summary>
/// <param name="path">The file.</param>
internal sealed class FileCheck(string path) : BuiltInCheck
{
    // "100" with blanks; what is longer is no number.
    private const int LongestContent = 64;

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (RegularFile.OtherKind(path) is { } kind)
            {
                return HealthResult.Unhealthy($"the file is there, {kind}");
            }

            await using var file = File.OpenRead(path);
            var content = new byte[LongestContent];
            var length = await file.ReadAtLeastAsync(content, LongestContent, false, cancellationToken);
            return Judge(Encoding.UTF8.GetString(content, 0, length).Trim());
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return HealthResult.Healthy("there is no such file");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return HealthResult.Unhealthy($"the file cannot be read: {refused.Message}");
        }
    }

    private static HealthResult Judge(string content) =>
        !int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) || percent >= 100
            ? HealthResult.Unhealthy("the file is there")
        : percent == 0 ? HealthResult.Healthy("the file says 0")
        : HealthResult.Degraded(percent, $"the file says {percent}");
}
