using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>How the upstreams of a site are asked whether they are well, as written.</summary>
internal sealed class ProbeOptions
{
    /// <summary>The path of a GET request. Defaults to none: a TCP connection.</summary>
    [RegularExpression(OptionPattern.RequestPath)]
    public string? Path { get; set; }

    /// <summary>Status codes that are well, such as <c>200-399, 401</c>. Defaults to <c>200-299</c>.</summary>
    [DefaultValue("200-299")]
    [RegularExpression(OptionPattern.Statuses)]
    public string? Status { get; set; }

    /// <summary>A text that the first 64 KiB of the answer must contain. Defaults to none.</summary>
    public string? Body { get; set; }

    /// <summary>Time between two probes, 100 ms to 24 h. Defaults to <c>5s</c>.</summary>
    [DefaultValue("5s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? Interval { get; set; }

    /// <summary>A probe that takes longer has failed, 10 ms to 24 h. Defaults to <c>2s</c>.</summary>
    [DefaultValue("2s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? Timeout { get; set; }

    /// <summary>Probes in a row that bring an upstream back, 1 to 100. Defaults to 2.</summary>
    [DefaultValue(2)]
    [Range(1, 100)]
    public int? Rise { get; set; }

    /// <summary>Failed probes in a row that take an upstream out, 1 to 100. Defaults to 2.</summary>
    [DefaultValue(2)]
    [Range(1, 100)]
    public int? Fall { get; set; }
}
