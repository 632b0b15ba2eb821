using System.ComponentModel;
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

    /// <summary>The host that it and its probes are asked for, and whose certificate it shows, such as
    /// <c>app.internal</c>. Defaults to what the client asked for, with the certificate of the address.</summary>
    [RegularExpression(OptionPattern.UpstreamHost)]
    public string? Host { get; set; }

    /// <summary>How much of the requests it gets beside the others, 1 to 1000; with <c>RoundRobin</c>,
    /// <c>LeastRequests</c> and <c>AddressHash</c>. Defaults to 1.</summary>
    [DefaultValue(1)]
    [Range(1, 1000)]
    public int? Weight { get; set; }

    /// <summary>Whether it gets requests only while no other one is well. Defaults to false.</summary>
    [DefaultValue(false)]
    public bool? Backup { get; set; }
}
