using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Streams</c> as written: TCP connections that are passed on as they are.</summary>
internal sealed class StreamOptions
{
    /// <summary>Ports of its own: <c>*:5432</c>, <c>192.168.10.10:5432</c>. This or <see cref="ServerNames"/> is
    /// required. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Listener)]
    public List<string>? Listen { get; set; }

    /// <summary>Hosts, also <c>*.example.com</c>, whose TLS connections come to <c>Listen:Https</c> and are passed on
    /// unopened; the destination has the certificate. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Host)]
    public List<string>? ServerNames { get; set; }

    /// <summary>Where connections go: <c>10.0.0.21:5432</c>, <c>db.example.com:5432</c>, <c>[fd00::21]:5432</c>; to the
    /// one with the fewest of those that answer, by turns where several have as few. Required.</summary>
    [Required]
    [Elsewhere(
        "Upstream", "Upstreams", "Backend", "Backends", "Target", "Targets", "Proxy", "ProxyPass", "proxy_pass",
        "ReverseProxy", "Destination", "Destinations", "Server", "Servers", "Address", "Addresses", "Url")]
    public List<string>? To { get; set; }

    /// <summary>How long a connection to a destination may take to be made, 10 ms to 60 s. Defaults to <c>5s</c>.
    /// </summary>
    [DefaultValue("5s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? ConnectTimeout { get; set; }

    /// <summary>After that long without a byte either way a connection ends, 1 s to 24 h. Defaults to <c>10m</c>.
    /// </summary>
    [DefaultValue("10m")]
    [RegularExpression(OptionPattern.Duration)]
    public string? IdleTimeout { get; set; }

    /// <summary>Connections at once, 1 to 1,000,000; one more is closed as it comes. Defaults to 4096.</summary>
    [DefaultValue(4096)]
    [Range(1, 1_000_000)]
    public int? MaxConnections { get; set; }

    /// <summary>Tells destinations who the client is, with the PROXY protocol: <c>v1</c> or <c>v2</c>. They must expect
    /// it. Defaults to <c>off</c>.</summary>
    [DefaultValue("off")]
    [AllowedValues("off", "v1", "v2")]
    public string? ProxyProtocol { get; set; }

    /// <summary>From one probe of a destination to the next, 100 ms to 24 h; a probe connects and says nothing, but
    /// with <c>ProxyProtocol</c> that it is none of a client. Two that fail, or a client's connection that does, put it
    /// aside until one succeeds. Defaults to <c>5s</c>.</summary>
    [DefaultValue("5s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? ProbeInterval { get; set; }

    /// <summary>A probe that takes longer has failed, 10 ms to 60 s. Defaults to <c>2s</c>.</summary>
    [DefaultValue("2s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? ProbeTimeout { get; set; }
}
