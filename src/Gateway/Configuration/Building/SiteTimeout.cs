using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>How long a request of a site may take.</summary>
internal static class SiteTimeout
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_most = TimeSpan.FromHours(24);

    /// <summary>Reads the key of a site.</summary>
    /// <returns>Null when there is none, or none that can be.</returns>
    public static TimeSpan? Read(string path, string? text, List<ConfigError> errors) =>
        Read($"{path}:Timeout", text, s_least, "100ms to 24h", errors);

    /// <summary>Reads a duration.</summary>
    public static TimeSpan? Read(string path, string? text, TimeSpan least, string range, List<ConfigError> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (!DurationText.TryParse(text, out var duration))
        {
            errors.Add(new(path, $"\"{text}\" is not {DurationText.Expected}."));
            return null;
        }

        var time = duration.ToTimeSpan();
        if (time < least || time > s_most)
        {
            errors.Add(new(path, $"\"{text}\" is out of range; use {range}."));
            return null;
        }

        return time;
    }
}
