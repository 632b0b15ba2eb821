using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Configuration.Options;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Listen</c>.</summary>
internal sealed class ListenersBuilder(List<ConfigError> errors)
{
    // What stops the program waits 85 s; the rest of the stop needs some of them.
    private static readonly DurationRange DrainTimes = new("0s", "60s");

    private readonly List<(ListenEndpoint Endpoint, string Path)> _listeners = [];

    /// <summary>Builds all listeners, those for HTTP first, those of streams last.</summary>
    public ImmutableArray<ListenEndpoint> Build(ListenOptions? options, Dictionary<string, StreamOptions>? streams)
    {
        Add("Listen:Http", options?.Http, at => new(at, ListenScheme.Http));
        Add("Listen:Https", options?.Https, at => new(at, ListenScheme.Https)
        {
            // libmsquic takes the UDP port of all addresses, whatever it is told.
            IsHttp3 = options!.Http3 != false && IsForAll(at.Address),
        });
        foreach (var (name, stream) in streams ?? [])
        {
            Add($"Streams:{name}:Listen", stream.Listen, at => new(at, ListenScheme.Tcp) { Stream = name });
        }

        return [.. _listeners.Select(l => l.Endpoint)];
    }

    /// <summary>Builds <c>Listen:TrustedProxies</c> or <c>Listen:ProxyProtocolFrom</c>.</summary>
    public ImmutableArray<IPNetwork> BuildNetworks(string path, List<string>? texts)
    {
        var trusted = ImmutableArray.CreateBuilder<IPNetwork>();
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            if (NetworkText.TryParse(texts![i], out var network))
            {
                trusted.Add(network);
            }
            else
            {
                errors.Add(new(
                    string.Create(CultureInfo.InvariantCulture, $"{path}:{i}"), NetworkText.Problem(texts[i])));
            }
        }

        return trusted.ToImmutable();
    }

    /// <summary>Builds <c>Listen:DrainTime</c>.</summary>
    public TimeSpan BuildDrainTime(string? text) =>
        DrainTimes.Read(text, problem => errors.Add(new("Listen:DrainTime", problem)))
            ?? GatewayConfig.DefaultDrainTime;

    private static bool IsForAll(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Any);

    private void Add(string path, List<string>? texts, Func<IPEndPoint, ListenEndpoint> make)
    {
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");
            if (!TryParse(texts![i], out var at))
            {
                errors.Add(new(itemPath,
                    $"\"{texts[i]}\" is not an address with a port; write \"*:443\" for all addresses, "
                    + "\"192.168.10.10:443\" or \"[fd00::10]:443\"."));
            }
            else if (_listeners.FirstOrDefault(l => l.Endpoint.Overlaps(make(at))) is { Path: { } other })
            {
                errors.Add(new(itemPath,
                    $"\"{texts[i]}\" is taken by {other}; one of them must go, or get another port."));
            }
            else
            {
                _listeners.Add((make(at), itemPath));
            }
        }
    }

    /// <summary>Reads an address with a port: <c>*:443</c>, <c>192.168.10.10:443</c>, <c>[fd00::10]:443</c>.</summary>
    public static bool TryParse(string? text, out IPEndPoint endpoint)
    {
        endpoint = new(IPAddress.None, 0);
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 0
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0
            || !TryParseAddress(text![..colon], out var address))
        {
            return false;
        }

        endpoint = new(address, port);
        return true;
    }

    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.IPv6Any;
        if (text == "*")
        {
            return true;
        }

        var inBrackets = text.StartsWith('[') && text.EndsWith(']');
        return IpAddr.TryParse(inBrackets ? text[1..^1] : text, out var parsed)
            && IPAddress.TryParse(parsed.ToString(), out address!)
            && inBrackets == (address.AddressFamily == AddressFamily.InterNetworkV6);
    }
}
