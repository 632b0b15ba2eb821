using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What a host and a constraint must be. ASP.NET Core makes one matcher of all routes, at the first request:
/// one host or constraint that it cannot read makes every request fail.</summary>
internal static class MatchRules
{
    private const string Wildcard = "*.";

    /// <summary>Checks one match.</summary>
    public static void Check(string path, RouteMatch? match, List<ConfigError> errors)
    {
        for (var i = 0; i < (match?.Hosts?.Count ?? 0); i++)
        {
            // An empty one is YARP's to report.
            if (match!.Hosts![i] is { Length: > 0 } host && !IsHost(host))
            {
                errors.Add(new(string.Create(CultureInfo.InvariantCulture, $"{path}:Hosts:{i}"),
                    $"\"{host}\" is not a host; write for example \"app.example.com\", \"*.example.com\" or "
                    + "\"app.example.com:8443\"."));
            }
            else if (LastDotProblem(match.Hosts[i]) is { } dot)
            {
                errors.Add(new(string.Create(CultureInfo.InvariantCulture, $"{path}:Hosts:{i}"), dot));
            }
        }

        errors.AddRange(YarpParser.ConstraintProblems(match?.Path)
            .Select(problem => new ConfigError($"{path}:Path", problem)));
        if (UnseenProblem(match?.Path) is { } unseen)
        {
            errors.Add(new($"{path}:Path", unseen));
        }
    }

    /// <summary>What is wrong with a path that names what those of requests no longer have when their route is looked
    /// for: a parameter (RFC 3986 section 3.3) or a backslash. Null when it names none; what stands in braces is a
    /// pattern's own.</summary>
    public static string? UnseenProblem(string? path)
    {
        var names = Regex.Replace(path ?? "", @"\{[^/]*\}", "");
        return names.Contains(';', StringComparison.Ordinal)
            ? $"\"{path}\" would match no request: what stands behind a \";\" does not count there; leave it out."
            : names.Contains('\\', StringComparison.Ordinal)
            ? $"\"{path}\" would match no request: a \"\\\" is a slash there; write \"/\"."
            : null;
    }

    /// <summary>What is wrong with a host, with or without a port, that ends with a dot: those of requests and of TLS
    /// have lost theirs when they are looked for. Null when it has none.</summary>
    public static string? LastDotProblem(string host) => AddressHost.Split(host).Name.EndsWith('.')
        ? $"\"{host}\" would match nothing: hosts are compared without their last dot; leave the last dot away."
        : null;

    /// <summary>Whether a text is a name, with or without wildcard, or an address: IPv6 in brackets.</summary>
    public static bool IsName(string text) =>
        KindOf(text) is UriHostNameType.Dns or UriHostNameType.IPv4 || AddressHost.Is(text);

    /// <summary>Whether a text is a name, with or without wildcard, and no address.</summary>
    public static bool IsDnsName(string text) => KindOf(text) is UriHostNameType.Dns;

    private static UriHostNameType KindOf(string text) =>
        Uri.CheckHostName(text.StartsWith(Wildcard, StringComparison.Ordinal) ? text[Wildcard.Length..] : text);

    private static bool IsHost(string text)
    {
        var (name, port) = AddressHost.Split(text);
        return (name == "*" || IsName(name))
            && (port is null or "*" || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }
}
