using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The <c>Limits</c> section as written.</summary>
internal sealed class LimitsOptions
{
    /// <summary>Connections at once, WebSockets among them, 1 to 1,000,000. One more is closed as it comes. Defaults to
    /// 10000.</summary>
    [DefaultValue(10_000)]
    [Range(1, 1_000_000)]
    public int? MaxConnections { get; set; }

    /// <summary>Connections at once of one client: an IPv4 address, or the /64 of an IPv6 address. Loopback and
    /// <c>Listen:TrustedProxies</c> have no limit. 1 to 1,000,000. Defaults to 1000.</summary>
    [DefaultValue(1_000)]
    [Range(1, 1_000_000)]
    public int? MaxConnectionsPerClient { get; set; }

    /// <summary>Requests a second of one client in the long run, 1 to 100,000; what is more is answered with 429. A
    /// route may have its own in <c>Metadata</c>. Defaults to as many as it likes.</summary>
    [Range(1, 100_000)]
    public int? RequestsPerSecond { get; set; }

    /// <summary>Requests of one client at once, after a quiet time, 1 to 1,000,000. Defaults to those of two
    /// seconds.</summary>
    [Range(1, 1_000_000)]
    public int? RequestBurst { get; set; }

    /// <summary>Time for all headers of a request, <c>1s</c> to <c>10m</c>. Defaults to <c>30s</c>.</summary>
    [DefaultValue("30s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? HeaderTimeout { get; set; }

    /// <summary>How long a connection may wait for its next request, <c>1s</c> to <c>1h</c>. Defaults to
    /// <c>130s</c>.</summary>
    [DefaultValue("130s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? KeepAliveTimeout { get; set; }

    /// <summary>Bytes of all headers of a request together, 4,096 to 1,048,576; more are answered with 431. Defaults to
    /// 32768.</summary>
    [DefaultValue(32_768)]
    [Range(4_096, 1_048_576)]
    public int? MaxHeaderBytes { get; set; }

    /// <summary>Headers of a request, 10 to 1,000; more are answered with 431. Defaults to 100.</summary>
    [DefaultValue(100)]
    [Range(10, 1_000)]
    public int? MaxHeaders { get; set; }

    /// <summary>Bytes a second that the body of a request must have after 30 s, and an answer that a client takes after
    /// 5 s, to 1,000,000; 0: none. Slower ones are cut off. Defaults to 240.</summary>
    [DefaultValue(240)]
    [Range(0, 1_000_000)]
    public int? MinDataRate { get; set; }
}
