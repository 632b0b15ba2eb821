using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Limits</c>.</summary>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class LimitsBuilder(List<ConfigError> errors)
{
    private const string Root = "Limits";
    private const int MostPerSecond = 100_000;
    private const int MostAtOnce = 1_000_000;

    private static readonly DurationRange s_headerTimes = new("1s", "10m");
    private static readonly DurationRange s_keepAliveTimes = new("1s", "1h");

    /// <summary>Builds the section.</summary>
    public LimitsConfig Build(LimitsOptions? options)
    {
        var defaults = new LimitsConfig();
        return options is null ? defaults : new()
        {
            MaxConnections = Count(
                nameof(options.MaxConnections), options.MaxConnections, defaults.MaxConnections, 1, MostAtOnce),
            MaxConnectionsPerClient = Count(
                nameof(options.MaxConnectionsPerClient), options.MaxConnectionsPerClient,
                defaults.MaxConnectionsPerClient, 1, MostAtOnce),
            Requests = Rate(options),
            HeaderTimeout = Time(
                nameof(options.HeaderTimeout), options.HeaderTimeout, defaults.HeaderTimeout, s_headerTimes),
            KeepAliveTimeout = Time(
                nameof(options.KeepAliveTimeout), options.KeepAliveTimeout, defaults.KeepAliveTimeout,
                s_keepAliveTimes),
            MaxHeaderBytes = Count(
                nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, defaults.MaxHeaderBytes, 4_096, 1_048_576),
            MaxHeaders = Count(nameof(options.MaxHeaders), options.MaxHeaders, defaults.MaxHeaders, 10, 1_000),
            MinDataRate = Count(
                nameof(options.MinDataRate), options.MinDataRate, defaults.MinDataRate, 0, 1_000_000),
        };
    }

    private RequestRate? Rate(LimitsOptions options)
    {
        if (options.RequestsPerSecond is null && options.RequestBurst is not null)
        {
            errors.Add(new($"{Root}:{nameof(options.RequestBurst)}",
                $"does nothing without {nameof(options.RequestsPerSecond)}; add that, or remove it."));
        }

        var perSecond = Count(
            nameof(options.RequestsPerSecond), options.RequestsPerSecond, missing: 0, 1, MostPerSecond);
        var burst = Count(
            nameof(options.RequestBurst), options.RequestBurst, RequestRate.UsualBurst(perSecond), 1, MostAtOnce);
        return options.RequestsPerSecond is null ? null : new(perSecond, burst);
    }

    private int Count(string key, int? count, int missing, int least, int most)
    {
        if (count < least || count > most)
        {
            errors.Add(new($"{Root}:{key}", $"{count} is out of range; use {least} to {most}."));
        }

        return count ?? missing;
    }

    private TimeSpan Time(string key, string? text, TimeSpan missing, DurationRange range) =>
        range.Read(text, problem => errors.Add(new($"{Root}:{key}", problem))) ?? missing;
}
