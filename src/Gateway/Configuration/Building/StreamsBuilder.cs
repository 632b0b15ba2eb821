using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Streams</c>.</summary>
/// <param name="rule">A stream must not lead back into the proxy.</param>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class StreamsBuilder(DestinationRule rule, List<ConfigError> errors)
{
    private const int MaxConnections = 1_000_000;

    private static readonly DurationRange Waits = new("10ms", "60s");
    private static readonly DurationRange IdleTimes = new("1s", "24h");
    private static readonly DurationRange Intervals = new("100ms", "24h");

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Builds all of them.</summary>
    /// <param name="options">As written.</param>
    /// <param name="hasHttps">Whether there is a listener that <c>ServerNames</c> can come to.</param>
    /// <param name="sites">Hosts that are served here, and where they stand in the file.</param>
    public ImmutableArray<StreamConfig> Build(
        Dictionary<string, StreamOptions>? options, bool hasHttps, IReadOnlyDictionary<string, string> sites)
    {
        foreach (var (host, place) in sites)
        {
            _names[host] = place;
        }

        return [.. (options ?? []).Select(entry => Build($"Streams:{entry.Key}", entry.Key, entry.Value, hasHttps))];
    }

    private StreamConfig Build(string path, string name, StreamOptions options, bool hasHttps)
    {
        if (options is { Listen: not { Count: > 0 }, ServerNames: not { Count: > 0 } })
        {
            errors.Add(new(path, "nothing comes to it; add \"Listen\": \"*:5432\" for a port of its own, or "
                + "\"ServerNames\": \"vpn.example.com\" for TLS connections that come to Listen:Https."));
        }

        if (options.ServerNames is { Count: > 0 } && !hasHttps)
        {
            errors.Add(new($"{path}:ServerNames", "takes an HTTPS listener; add \"Https\": \"*:443\" to Listen."));
        }

        return new()
        {
            Name = name,
            ServerNames = BuildNames($"{path}:ServerNames", options.ServerNames),
            Destinations = BuildDestinations($"{path}:To", options.To),
            ConnectTimeout = BuildTime($"{path}:ConnectTimeout", options.ConnectTimeout, Waits, 5),
            IdleTimeout = BuildTime($"{path}:IdleTimeout", options.IdleTimeout, IdleTimes, 600),
            MaxConnections = BuildCount($"{path}:MaxConnections", options.MaxConnections),
            ProxyProtocol = BuildVersion($"{path}:ProxyProtocol", options.ProxyProtocol),
            ProbeInterval = BuildTime($"{path}:ProbeInterval", options.ProbeInterval, Intervals, 5),
            ProbeTimeout = BuildTime($"{path}:ProbeTimeout", options.ProbeTimeout, Waits, 2),
        };
    }

    private ImmutableArray<string> BuildNames(string path, List<string>? texts)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (i, text) in (texts ?? []).Index())
        {
            var itemPath = Item(path, i);
            if (!MatchRules.IsDnsName(text ?? ""))
            {
                errors.Add(new(itemPath,
                    $"\"{text}\" is not a host name; write for example \"vpn.example.com\" or \"*.example.com\"."));
            }
            else if (MatchRules.LastDotProblem(text!) is { } dot)
            {
                errors.Add(new(itemPath, dot));
            }
            else if (!_names.TryAdd(UnicodeHost.Of(text!), itemPath))
            {
                errors.Add(new(itemPath, $"\"{text}\" is taken by {_names[UnicodeHost.Of(text!)]}; remove one."));
            }
            else
            {
                names.Add(text!);
            }
        }

        return names.ToImmutable();
    }

    private ImmutableArray<DnsEndPoint> BuildDestinations(string path, List<string>? texts)
    {
        var destinations = ImmutableArray.CreateBuilder<DnsEndPoint>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (texts is not { Count: > 0 })
        {
            errors.Add(new(path, "required: where the connections go, for example \"10.0.0.21:5432\"."));
        }

        foreach (var (i, text) in (texts ?? []).Index())
        {
            if (!TryParse(text, out var endPoint))
            {
                errors.Add(new(Item(path, i),
                    $"\"{text}\" is not a host with a port; write \"10.0.0.21:5432\", \"db.example.com:5432\" or "
                    + "\"[fd00::21]:5432\"."));
            }
            else if (rule.Problem($"http://{text}") is { } problem)
            {
                errors.Add(new(Item(path, i), problem.Replace("http://", "", StringComparison.Ordinal)));
            }
            else if (!names.Add(StreamConfig.NameOf(endPoint)))
            {
                errors.Add(new(Item(path, i), $"\"{text}\" is here twice; remove one."));
            }
            else
            {
                destinations.Add(endPoint);
            }
        }

        return destinations.ToImmutable();
    }

    private TimeSpan BuildTime(string path, string? text, DurationRange range, int missingSeconds) =>
        range.Read(text, problem => errors.Add(new(path, problem))) ?? TimeSpan.FromSeconds(missingSeconds);

    private int BuildCount(string path, int? count)
    {
        if (count is < 1 or > MaxConnections)
        {
            errors.Add(new(path, string.Create(
                CultureInfo.InvariantCulture, $"{count} is out of range; use 1 to {MaxConnections}.")));
        }

        return count ?? StreamConfig.DefaultMaxConnections;
    }

    private ProxyProtocolVersion BuildVersion(string path, string? text)
    {
        switch (text)
        {
            case null or "off":
                return ProxyProtocolVersion.None;
            case "v1":
                return ProxyProtocolVersion.V1;
            case "v2":
                return ProxyProtocolVersion.V2;
            default:
                errors.Add(new(path, $"\"{text}\" is no version; write \"v1\", \"v2\" or \"off\"."));
                return ProxyProtocolVersion.None;
        }
    }

    private static string Item(string path, int i) => string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");

    private static bool TryParse(string? text, out DnsEndPoint endPoint)
    {
        endPoint = new("localhost", 0);
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 1
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0)
        {
            return false;
        }

        var host = text![..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        host = isBracketed ? host[1..^1] : host;
        var kind = Uri.CheckHostName(host);
        if (kind == UriHostNameType.IPv6 != isBracketed
            || kind is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return false;
        }

        endPoint = new(host, port);
        return true;
    }
}
