using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Configuration.Options;

/// <summary>The <c>Plugins</c> section as written.</summary>
internal sealed class PluginsOptions
{
    /// <summary>The folder with one folder a plugin. A relative one starts at the program. Defaults to
    /// <c>plugins</c>.</summary>
    [DefaultValue("plugins")]
    public string? Folder { get; set; }

    /// <summary>How many runs of health checks there may be at one moment, 1 to 10,000. Defaults to 256.</summary>
    [DefaultValue(256)]
    [Range(1, 10000)]
    public int? MaxRunningChecks { get; set; }
}
