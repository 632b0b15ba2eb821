using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Limits;

/// <summary>Answers 429 to clients that ask too often (RFC 6585 section 4): by the rate of their route, or else by the
/// one for all, where the route's <c>RateLimiterPolicy</c> is not <c>Disable</c>. Any thread may ask.</summary>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Gets a line a minute while requests are refused.</param>
internal sealed class RequestRates(TimeProvider time, ILogger<RequestRates> logger) : IDisposable
{
    private readonly PacedCount _refused = new(time);
    private volatile Table _table = new(null, FrozenDictionary<string, ClientRates?>.Empty);

    /// <summary>Goes by these rates from here on. What has not changed goes on counting. Not twice at a
    /// time.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The table owns its rates.")]
    public void Follow(RequestRate? all, ImmutableArray<RouteConfig> routes)
    {
        var old = _table;
        var byRoute = routes
            .Select(route => (Route: route, Rate: RouteLimits.Read(route.Metadata, (_, _) => { })))
            .Where(pair => pair.Rate is not null || RouteLimits.IsFree(pair.Route))
            .ToDictionary(
                pair => pair.Route.RouteId,
                pair => Keep(old.ByRoute.GetValueOrDefault(pair.Route.RouteId), pair.Rate),
                StringComparer.OrdinalIgnoreCase);
        var next = new Table(Keep(old.All, all), byRoute.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
        _table = next;
        foreach (var gone in old.Rates.Except(next.Rates))
        {
            gone.Dispose();
        }
    }

    /// <summary>Answers a request that is one too many.</summary>
    /// <returns>False when it is not, untouched.</returns>
    public bool TryRefuse(HttpContext context)
    {
        var table = _table;
        if (table.IsEmpty || RatesOf(context, table)?.Refuse(
            ClientNetwork.Of(context.Connection.RemoteIpAddress)) is not { } wait)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter =
            Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (_refused.Add() is { } count)
        {
            logger.RequestsRefused(count, context.Connection.RemoteIpAddress?.ToString() ?? "-");
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rates in _table.Rates)
        {
            rates.Dispose();
        }
    }

    private static ClientRates? RatesOf(HttpContext context, Table table) =>
        table.ByRoute.Count > 0
        && context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { Config.RouteId: var route }
        && table.ByRoute.TryGetValue(route, out var own)
            ? own
            : table.All;

    private static ClientRates? Keep(ClientRates? old, RequestRate? rate) =>
        rate is null ? null : old?.Rate == rate ? old : new(rate);

    // A route without rates is free of those for all.
    private sealed record Table(ClientRates? All, FrozenDictionary<string, ClientRates?> ByRoute)
    {
        public IEnumerable<ClientRates> Rates => ByRoute.Values.Append(All).OfType<ClientRates>();

        public bool IsEmpty { get; } = All is null && ByRoute.Values.All(rates => rates is null);
    }
}
