using System.Net;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Configuration.Building;

/// <summary>Which HTTP the upstreams of a site are spoken to in.</summary>
internal static class SiteProtocol
{
    private const string Cleartext = "h2c";

    /// <summary>Reads <c>UpstreamHttp</c>.</summary>
    /// <returns>Null when there is none, or none that can be.</returns>
    public static ForwarderRequestConfig? Read(string path, PathOptions options, List<ConfigError> errors)
    {
        var (version, refused, instead) = options.UpstreamHttp switch
        {
            "1.1" => (HttpVersion.Version11, "", ""),
            "2" => (HttpVersion.Version20, Uri.UriSchemeHttp, $"is for https://; write \"{Cleartext}\" for HTTP/2"),
            Cleartext => (HttpVersion.Version20, Uri.UriSchemeHttps, "is HTTP/2 without TLS; write \"2\""),
            _ => ((Version?)null, "", ""),
        };
        if (options.UpstreamHttp is not null && version is null)
        {
            errors.Add(new($"{path}:{nameof(options.UpstreamHttp)}",
                $"\"{options.UpstreamHttp}\" is no version of HTTP here; known: 1.1, 2, {Cleartext}."));
        }
        else if (refused.Length > 0 && Has(options, refused))
        {
            errors.Add(new($"{path}:{nameof(options.UpstreamHttp)}",
                $"\"{options.UpstreamHttp}\" {instead} with an upstream that is {refused}://, or correct To."));
        }

        return version is null ? null
            : new() { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    /// <summary>Whether any upstream has a scheme.</summary>
    public static bool Has(PathOptions options, string scheme) => options.To!.Any(upstream =>
        Uri.TryCreate(upstream.Settings.Address, UriKind.Absolute, out var uri) && uri.Scheme == scheme);
}
