using System.Text.Json;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>HealthChecks</c> as written.</summary>
internal sealed class HealthCheckOptions
{
    /// <summary>The plugin that checks. Required.</summary>
    public string? Plugin { get; set; }

    /// <summary>Time from the start of one run to the start of the next, 100 ms or more. Defaults to
    /// <c>2s</c>.</summary>
    public string? Interval { get; set; }

    /// <summary>A run that takes longer has failed. More than 0, at most <see cref="Interval"/>; half of it by
    /// default.</summary>
    public string? Timeout { get; set; }

    /// <summary>Successes in a row that make a failed check good, 1 to 100. Defaults to 2.</summary>
    public int? Rise { get; set; }

    /// <summary>Failures in a row that make a good check failed, 1 to 100. Defaults to 3.</summary>
    public int? Fall { get; set; }

    /// <summary>What counts until the first result: <c>down</c> or <c>up</c>. Defaults to <c>down</c>.</summary>
    public string? Initial { get; set; }

    /// <summary>The plugin's own settings, an object.</summary>
    public JsonElement? Settings { get; set; }
}
