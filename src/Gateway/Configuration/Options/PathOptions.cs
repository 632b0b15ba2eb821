using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>What becomes of the requests for a site or a path of it, as written. It forwards (<c>To</c>), redirects,
/// answers or serves files: one of them.</summary>
internal class PathOptions : RouteExtrasOptions
{
    /// <summary>The upstream, or a list of those that share the load: <c>http://10.0.0.21:8080</c>. Defaults to none:
    /// it redirects, answers or serves files.</summary>
    public List<UpstreamOptions>? To { get; set; }

    /// <summary>How the upstreams are asked whether they are well: <c>tcp</c> (a connection), the path of a request
    /// such as <c>/healthz</c>, an object, or <c>off</c> or <c>false</c>: they are not. Defaults to
    /// <c>tcp</c>.</summary>
    public SiteHealthOptions? Health { get; set; }

    /// <summary>Whether a client stays with the upstream that it had first, by a cookie. Defaults to false.</summary>
    public bool? Sticky { get; set; }

    /// <summary>What becomes of the path on its way to the upstream. Defaults to nothing.</summary>
    public RewriteOptions? Rewrite { get; set; }

    /// <summary>A request that takes longer, from its headers to the last byte of the answer, gets 504 or is cut off;
    /// WebSockets take as long as they like. 100 ms to 24 h. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? Timeout { get; set; }

    /// <summary>Whether a text stood there, which is the upstream.</summary>
    internal bool IsShort { get; init; }
}
