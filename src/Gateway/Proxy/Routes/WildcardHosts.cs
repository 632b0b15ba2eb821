using Microsoft.AspNetCore.Routing.Matching;

namespace Gateway.Proxy.Routes;

/// <summary>Tells one wildcard host from another: <c>x.a.example.com</c> belongs to <c>*.a.example.com</c>, and
/// <c>a.example.com</c> to <c>*.example.com</c> alone. ASP.NET Core takes either for both, and answers with 500 when it
/// has to choose.</summary>
internal sealed class WildcardHosts : MatcherPolicy, IEndpointSelectorPolicy
{
    private const string Wildcard = "*.";

    /// <summary>After ASP.NET Core's own for hosts (-100), BEFORE what chooses (none has more than 1000).</summary>
    public override int Order => 500;

    /// <inheritdoc/>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.SelectMany(HostsOf).Where(IsWildcard).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();

    /// <inheritdoc/>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var host = httpContext.Request.Host.Host;
        var longest = 0;
        for (var i = 0; i < candidates.Count; i++)
        {
            longest = candidates.IsValidCandidate(i) ? Math.Max(longest, Fit(candidates[i].Endpoint, host)) : longest;
        }

        for (var i = 0; i < candidates.Count; i++)
        {
            // Zero: for any host, or for this one by its whole name or port; others decide.
            if (candidates.IsValidCandidate(i)
                && Fit(candidates[i].Endpoint, host) is not 0 and var fit && fit < longest)
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    // The length of the longest wildcard that fits; -1 when there are only others.
    private static int Fit(Endpoint endpoint, string host)
    {
        var hosts = HostsOf(endpoint);
        if (hosts.Count == 0 || !hosts.All(IsWildcard))
        {
            return 0;
        }

        var longest = -1;
        foreach (var wildcard in hosts)
        {
            // Without the asterisk, and without a port.
            var name = wildcard.AsSpan(1);
            name = name[..(name.IndexOf(':') is >= 0 and var colon ? colon : name.Length)];
            if (host.AsSpan().EndsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                longest = Math.Max(longest, name.Length);
            }
        }

        return longest;
    }

    private static bool IsWildcard(string host) => host.StartsWith(Wildcard, StringComparison.Ordinal);

    private static IReadOnlyList<string> HostsOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? [];
}
