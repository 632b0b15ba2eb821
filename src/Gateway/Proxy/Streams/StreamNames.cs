using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Tls;

namespace Gateway.Proxy.Streams;

/// <summary>Which stream has the TLS connections for a host.</summary>
/// <param name="streams">The streams.</param>
/// <param name="served">Hosts that are served here, with or without a wildcard: a stream's wildcard takes none that one
/// of these names more exactly.</param>
internal sealed class StreamNames(ImmutableArray<StreamConfig> streams, IEnumerable<string> served)
{
    private readonly HostTable<Owner> _owners = TableOf(streams, served);

    /// <summary>Whether no host is passed on.</summary>
    public bool IsEmpty => _owners.IsEmpty;

    /// <summary>The stream of a host; null for one that is served here.</summary>
    public StreamConfig? Find(string name) => _owners.Find(name)?.Stream;

    // Of two for one name the first counts, the stream's.
    private static HostTable<Owner> TableOf(ImmutableArray<StreamConfig> streams, IEnumerable<string> served)
    {
        var named = streams.SelectMany(stream => stream.ServerNames.Select(
            name => KeyValuePair.Create(name, new Owner(stream)))).ToArray();
        return named.Length == 0
            ? new([])
            : new(
                named.Concat(served.Select(host => KeyValuePair.Create(host, new Owner(null)))),
                WildcardReach.AllBelow);
    }

    // Null: it is served here.
    private sealed record Owner(StreamConfig? Stream);
}
