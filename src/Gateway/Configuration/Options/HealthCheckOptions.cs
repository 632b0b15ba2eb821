using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>HealthChecks</c> as written.</summary>
internal sealed class HealthCheckOptions
{
    /// <summary>The plugin that checks: the name of its folder and DLL. Required.</summary>
    [Required]
    public string? Plugin { get; set; }

    /// <summary>Time from the start of one run to the start of the next, 100 ms to 24 h. Defaults to
    /// <c>2s</c>.</summary>
    [DefaultValue("2s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? Interval { get; set; }

    /// <summary>A run that takes longer has failed. More than 0, at most <see cref="Interval"/>; half of it by
    /// default.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? Timeout { get; set; }

    /// <summary>Successes in a row that make a failed check good, 1 to 100. Defaults to 2.</summary>
    [DefaultValue(2)]
    [Range(1, 100)]
    public int? Rise { get; set; }

    /// <summary>Failures in a row that make a good check failed, 1 to 100. Defaults to 3.</summary>
    [DefaultValue(3)]
    [Range(1, 100)]
    public int? Fall { get; set; }

    /// <summary>What counts until the first result: <c>down</c> or <c>up</c>. Defaults to <c>down</c>.</summary>
    [DefaultValue("down")]
    [AllowedValues("down", "up")]
    public string? Initial { get; set; }

    /// <summary>The plugin's own settings, an object. Defaults to <c>{}</c>.</summary>
    public JsonElement? Settings { get; set; }
}
