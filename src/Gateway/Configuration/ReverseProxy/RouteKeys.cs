using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Which requests a route takes, as texts to compare. ASP.NET Core's matcher takes the best of several by
/// <c>Order</c>, the precedence of the path, methods or none, hosts or none, and the number of headers and of query
/// parameters. Of two that are level it takes neither: the client gets 500.</summary>
internal static class RouteKeys
{
    private const string Everything = "/{**catchall}";

    /// <summary>Two routes with one of these in common are level for some request.</summary>
    /// <returns>None for a path that YARP's validator refuses.</returns>
    public static IEnumerable<string> Exact(RouteConfig route) => Of(route, ExactShape, Details(route));

    /// <summary>Two routes with one of these in common are level for a request that both take; what is left out,
    /// constraints and the values of headers and query parameters, may keep them apart.</summary>
    public static IEnumerable<string> Loose(RouteConfig route) => Of(
        route,
        LooseShape,
        string.Create(CultureInfo.InvariantCulture,
            $"{route.Match?.Headers?.Count ?? 0} {route.Match?.QueryParameters?.Count ?? 0}"));

    /// <summary>Whether a header or a query parameter keeps two routes apart: both want it, with other
    /// values.</summary>
    public static bool AreApart(RouteConfig one, RouteConfig other) =>
        (one.Match?.Headers ?? []).Any(mine => (other.Match?.Headers ?? []).Any(theirs =>
            mine.Name.Equals(theirs.Name, StringComparison.OrdinalIgnoreCase)
            && (mine.Mode, theirs.Mode) == (HeaderMatchMode.ExactHeader, HeaderMatchMode.ExactHeader)
            && HaveNoneInCommon(mine.Values, theirs.Values)))
        || (one.Match?.QueryParameters ?? []).Any(mine => (other.Match?.QueryParameters ?? []).Any(theirs =>
            mine.Name.Equals(theirs.Name, StringComparison.OrdinalIgnoreCase)
            && (mine.Mode, theirs.Mode) == (QueryParameterMatchMode.Exact, QueryParameterMatchMode.Exact)
            && HaveNoneInCommon(mine.Values, theirs.Values)));

    private static bool HaveNoneInCommon(IEnumerable<string>? some, IEnumerable<string>? others) =>
        !(some ?? []).Intersect(others ?? [], StringComparer.OrdinalIgnoreCase).Any();

    private static IEnumerable<string> Of(
        RouteConfig route, Func<RoutePatternPathSegment, string> shape, string details)
    {
        var match = route.Match ?? new();
        if (Shape(match.Path, shape) is not { } path)
        {
            yield break;
        }

        foreach (var host in match.Hosts is null or [] ? ["any"] : match.Hosts)
        {
            foreach (var method in match.Methods is null or [] ? ["any"] : match.Methods)
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{route.Order ?? 0} {Fold(method)} {Fold(AddressHost.Of(host))} {path} {details}");
            }
        }
    }

    private static string Details(RouteConfig route)
    {
        var headers = (route.Match?.Headers ?? []).Select(h =>
            $"{Fold(h.Name)}|{h.Mode}|{h.IsCaseSensitive}|{Join(h.Values, h.IsCaseSensitive)}");
        var query = (route.Match?.QueryParameters ?? []).Select(q =>
            $"{Fold(q.Name)}|{q.Mode}|{q.IsCaseSensitive}|{Join(q.Values, q.IsCaseSensitive)}");
        return $"{Join(headers, asIs: true)} {Join(query, asIs: true)}";
    }

    private static string Join(IEnumerable<string>? values, bool asIs) =>
        string.Join(',', (values ?? []).Select(value => asIs ? value : Fold(value)).Order(StringComparer.Ordinal));

    private static string Fold(string text) => text.ToUpperInvariant();

    private static string? Shape(string? path, Func<RoutePatternPathSegment, string> shape)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(string.IsNullOrEmpty(path) ? Everything : path);
            return string.Join('/', pattern.PathSegments.Select(shape));
        }
        catch (RoutePatternException)
        {
            return null; // YARP's validator reports it.
        }
    }

    // "/{id}", "/{name}" and "/{id?}" are level: parameters count by kind and constraint.
    private static string ExactShape(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part =>
        part switch
        {
            RoutePatternLiteralPart literal => Fold(literal.Content),
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => (parameter.IsCatchAll ? "{**" : "{")
                + string.Concat(parameter.ParameterPolicies.Select(policy => ":" + policy.Content)) + "}",
            _ => "",
        }));

    // Parameters by their precedence: with a constraint, as "v{major}" has one in its letter, before those without.
    private static string LooseShape(RoutePatternPathSegment segment) => segment.Parts switch
    {
        [RoutePatternLiteralPart literal] => Fold(literal.Content),
        [RoutePatternParameterPart { IsCatchAll: true, ParameterPolicies.Count: 0 }] => "{**}",
        [RoutePatternParameterPart { IsCatchAll: true }] => "{**:}",
        [RoutePatternParameterPart { ParameterPolicies.Count: 0 }] => "{}",
        _ => "{:}",
    };
}
