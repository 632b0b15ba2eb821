using System.Collections.Immutable;
using System.Globalization;
using Gateway.Cli.Answers;
using Gateway.Configuration;
using Gateway.Proxy.Streams;

namespace Gateway.Cli;

/// <summary>What becomes of a connection that a stream passes on, in words.</summary>
internal static class StreamFacts
{
    /// <summary>The stream that has the connection for a URL, before any route is asked.</summary>
    /// <returns>Null when none has.</returns>
    public static StreamConfig? Find(Uri url, GatewayConfig config)
    {
        if (url.Scheme == Uri.UriSchemeHttps
            && new StreamNames(config.Streams, config.Hosts).Find(url.IdnHost) is { } byName)
        {
            return byName;
        }

        // A port of its own, which no web listener has: those who share a port have other addresses.
        var atPort = config.Listeners.Where(listener => listener.EndPoint.Port == url.Port).ToArray();
        return atPort.Length > 0 && atPort.All(listener => listener.Scheme == ListenScheme.Tcp)
            ? config.Streams.FirstOrDefault(stream => stream.Name == atPort[0].Stream)
            : null;
    }

    /// <summary>Describes it.</summary>
    public static ImmutableArray<RouteFact> Of(StreamConfig stream) =>
    [
        new("stream", $"Streams:{stream.Name}: passed on as it is, to the destination with the fewest connections"),
        .. stream.Destinations.Select(address => new RouteFact("destination", StreamConfig.NameOf(address))),
        new("setting", string.Create(
            CultureInfo.InvariantCulture, $"MaxConnections = {stream.MaxConnections}")),
        .. stream.ProxyProtocol == ProxyProtocolVersion.None ? [] : new[]
        {
            new RouteFact("setting", $"ProxyProtocol = {stream.ProxyProtocol.ToString().ToLowerInvariant()}"),
        },
    ];
}
