using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Gateway.Plugins;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Notify</c> as written.</summary>
internal sealed class NotifyOptions
{
    /// <summary>The plugin that tells: the name of its folder and DLL. Required.</summary>
    [Required]
    public string? Plugin { get; set; }

    /// <summary>What it tells. Defaults to <c>Master</c>, <c>Backup</c>, <c>Fault</c> and <c>Stop</c>.</summary>
    [DefaultValue(new[] { "Master", "Backup", "Fault", "Stop" })]
    [EnumDataType(typeof(NotificationKind))]
    public List<string>? On { get; set; }

    /// <summary>The instances and sync groups that it tells about. Defaults to all.</summary>
    public List<string>? Instances { get; set; }

    /// <summary>A call that takes longer has failed, 100 ms to 5 min. Defaults to <c>10s</c>.</summary>
    [DefaultValue("10s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? Timeout { get; set; }

    /// <summary>How often a failed call is repeated, 0 to 20, after 1, 2, 4 ... 60 s. Defaults to 5.</summary>
    [DefaultValue(5)]
    [Range(0, 20)]
    public int? Retries { get; set; }

    /// <summary>The plugin's own settings, an object. Defaults to <c>{}</c>.</summary>
    public JsonElement? Settings { get; set; }
}
