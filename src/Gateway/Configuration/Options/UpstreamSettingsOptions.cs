using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>An upstream of a site as written in full.</summary>
internal sealed class UpstreamSettingsOptions
{
    /// <summary>The address, such as <c>http://10.0.0.21:8080</c>. Required.</summary>
    [Required]
    [RegularExpression(OptionPattern.Upstream)]
    public string? Address { get; set; }
}
