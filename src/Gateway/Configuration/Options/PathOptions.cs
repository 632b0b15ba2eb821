using System.ComponentModel.DataAnnotations;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>What becomes of the requests for a site or a path of it, as written. It forwards (<c>To</c>), redirects,
/// answers or serves files: one of them.</summary>
internal class PathOptions : RouteExtrasOptions
{
    /// <summary>The upstream, or a list of those that share the load: <c>http://10.0.0.21:8080</c>. Defaults to none:
    /// it redirects, answers or serves files.</summary>
    [Elsewhere(
        "Upstream", "Upstreams", "Backend", "Backends", "Target", "Targets", "Proxy", "ProxyPass", "proxy_pass",
        "ReverseProxy", "reverse_proxy", "Destination", "Destinations", "Server", "Servers", "Address", "Addresses",
        "Url")]
    public List<UpstreamOptions>? To { get; set; }

    /// <summary>How the upstreams are asked whether they are well: <c>tcp</c> (a connection), the path of a request
    /// such as <c>/healthz</c>, an object, or <c>off</c> or <c>false</c>: they are not. Defaults to
    /// <c>tcp</c>.</summary>
    public SiteHealthOptions? Health { get; set; }

    /// <summary>Whether a client stays with the upstream that it had first, by a cookie. Defaults to false.</summary>
    public bool? Sticky { get; set; }

    /// <summary>Who of several upstreams gets a request: <c>PowerOfTwoChoices</c> (of two at random, the one with fewer
    /// requests under way), <c>RoundRobin</c>, <c>LeastRequests</c>, <c>Random</c>, <c>FirstAlphabetical</c>, or
    /// <c>AddressHash</c> (by the address of the client: the same one each time, on both machines). Defaults to
    /// <c>PowerOfTwoChoices</c>, and to <c>LeastRequests</c> when an upstream has a <c>Weight</c>.</summary>
    [AllowedValues(
        "PowerOfTwoChoices", "RoundRobin", "LeastRequests", "Random", "FirstAlphabetical", "AddressHash")]
    public string? Balance { get; set; }

    /// <summary>For how long an upstream that comes back gets less than its share, growing evenly, to 1 h. Defaults to
    /// 0 s: it gets all of it at once.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? SlowStart { get; set; }

    /// <summary>How many other upstreams are asked when one does not answer, 0 to 5. Defaults to 1.</summary>
    [Range(0, 5)]
    public int? Retries { get; set; }

    /// <summary>Time to connect to an upstream, with the TLS handshake, before it counts as unreachable, 10 ms to
    /// 5 min. Defaults to 5 s.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? ConnectTimeout { get; set; }

    /// <summary>How long a connection to an upstream is kept that no request uses, to 1 h. Defaults to 1 min.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? IdleTimeout { get; set; }

    /// <summary>A PEM file with the authorities that the certificates of <c>https://</c> upstreams must come from, for
    /// the host in their address; read anew when it changes. Defaults to those that the machine trusts.</summary>
    public string? UpstreamCa { get; set; }

    /// <summary>Keys that <c>https://</c> upstreams may have: <c>sha256//</c> and the SHA-256 of the public key in
    /// Base64, as curl's <c>--pinnedpubkey</c>. Without <c>UpstreamCa</c> nothing else about a certificate counts.
    /// Defaults to any.</summary>
    [RegularExpression(OptionPattern.PinnedKey)]
    public List<string>? UpstreamPin { get; set; }

    /// <summary>What upstreams are spoken to in, and nothing else: <c>1.1</c>; <c>2</c>, for <c>https://</c>; or
    /// <c>h2c</c>, HTTP/2 without TLS, for <c>http://</c>. WebSockets alone go by HTTP/1.1 where the upstream does not
    /// take them by HTTP/2 (RFC 8441). Defaults to HTTP/2 over TLS where the upstream offers it, otherwise to
    /// HTTP/1.1.</summary>
    [AllowedValues("1.1", "2", "h2c")]
    public string? UpstreamHttp { get; set; }

    /// <summary>Requests a second of one client here, 1 to 100,000, instead of <c>Limits:RequestsPerSecond</c>; more
    /// get 429. The site and each of its paths count for themselves. Defaults to none of its own.</summary>
    [Range(1, 100_000)]
    public int? RequestsPerSecond { get; set; }

    /// <summary>Requests of one client at once, after a quiet time, 1 to 1,000,000. Defaults to those of two
    /// seconds.</summary>
    [Range(1, 1_000_000)]
    public int? RequestBurst { get; set; }

    /// <summary>What becomes of the path on its way to the upstream. Defaults to nothing.</summary>
    public RewriteOptions? Rewrite { get; set; }

    /// <summary>A request that takes longer, from its headers to the last byte of the answer, gets 504 or is cut off;
    /// WebSockets take as long as they like. 100 ms to 24 h. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? Timeout { get; set; }

    /// <summary>Whether a text stood there, which is the upstream.</summary>
    internal bool IsShort { get; init; }
}
