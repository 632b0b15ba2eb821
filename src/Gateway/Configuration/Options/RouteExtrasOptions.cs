using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>What the gateway itself does with the requests of a route, as written in a site; the same keys, with dots
/// in place of the braces, are those of a route's <c>Metadata</c> in YARP's section.</summary>
internal class RouteExtrasOptions
{
    /// <summary>Who may come: addresses and networks of clients, such as <c>192.168.0.0/16</c>; everybody else gets
    /// 403. Defaults to everybody.</summary>
    [RegularExpression(OptionPattern.Network)]
    public List<string>? Allow { get; set; }

    /// <summary>Who may not come, written alike; it wins over <c>Allow</c>. Defaults to nobody.</summary>
    [RegularExpression(OptionPattern.Network)]
    public List<string>? Deny { get; set; }

    /// <summary>The largest body of a request, such as <c>10MB</c>; a larger one gets 413. Defaults to any
    /// size.</summary>
    [RegularExpression(OptionPattern.Size)]
    public string? MaxBody { get; set; }

    /// <summary>The most bytes that the headers of a request may have together, to <c>32KB</c>; more get 431. Defaults
    /// to the server's own limit, which is that.</summary>
    [RegularExpression(OptionPattern.Size)]
    public string? MaxHeader { get; set; }

    /// <summary>Who has to say who he is, and how; <c>false</c> for nobody, in a path of a site that asks. Defaults to
    /// nobody.</summary>
    public AuthOptions? Auth { get; set; }

    /// <summary>Headers that are set, added and removed on the way to the upstream and back. Defaults to
    /// none.</summary>
    public HeadersOptions? Headers { get; set; }

    /// <summary>Where clients are sent instead, such as <c>https://www.example.com{path}</c>, or an object.
    /// <c>{path}</c> stands for the path, <c>{rest}</c> for what comes after the path of the entry (both with their
    /// slash), <c>{query}</c> for the query with its question mark, <c>{host}</c> for the host without port; without
    /// <c>{query}</c> and without a question mark, the query is appended. Defaults to nowhere.</summary>
    public RedirectOptions? Redirect { get; set; }

    /// <summary>What clients are told instead: a status, or an object. Defaults to nothing.</summary>
    public AnswerOptions? Answer { get; set; }

    /// <summary>A folder whose files are served, without listings, files that begin with a dot, and links that lead out
    /// of it; or an object. Defaults to none.</summary>
    public FilesOptions? Files { get; set; }

    /// <summary>What the errors of the gateway itself (not those of upstreams) look like: status, <c>4xx</c> or
    /// <c>5xx</c>, to a file. <c>{status}</c>, <c>{reason}</c> and <c>{id}</c> in it are filled in. Defaults to
    /// <c>ErrorPages</c> of the whole configuration.</summary>
    [Names(OptionPattern.StatusClass)]
    public Dictionary<string, string>? ErrorPages { get; set; }

    /// <summary>What becomes of requests over plain HTTP: <c>redirect</c> to HTTPS (308, with host, path and query; not
    /// those of ACME), <c>serve</c>, or <c>refuse</c> with 403. Defaults to <c>redirect</c> for sites when there are
    /// listeners for both, otherwise to <c>serve</c>.</summary>
    [AllowedValues("redirect", "serve", "refuse")]
    public string? Http { get; set; }
}
