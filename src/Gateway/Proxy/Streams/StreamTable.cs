using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Tls;

namespace Gateway.Proxy.Streams;

/// <summary>The streams in force. A connection stays with the stream that it came to. Any thread may look; one at a
/// time changes.</summary>
/// <param name="watch">Sees connections come and go.</param>
/// <param name="time">Paces probes and patience.</param>
/// <param name="logger">Hears of destinations.</param>
internal sealed class StreamTable(StreamWatch watch, TimeProvider time, ILogger<StreamProxy> logger) : IDisposable
{
    private static readonly HostTable<HostOwner> NoNames = new([]);

    private volatile Content _content = new([], NoNames);

    /// <summary>The streams, in the order of the file.</summary>
    public ImmutableArray<StreamProxy> All => _content.All;

    /// <summary>Whether there are hosts that are passed on unopened.</summary>
    public bool HasServerNames => !_content.ByServerName.IsEmpty;

    /// <summary>Takes up what is configured. What is the same goes on, with what it knows of its
    /// destinations.</summary>
    /// <param name="configured">The streams.</param>
    /// <param name="served">Hosts that are served here, with or without a wildcard: a stream's wildcard takes none that
    /// one of these names more exactly.</param>
    public void Follow(ImmutableArray<StreamConfig> configured, IEnumerable<string> served)
    {
        var old = _content.All;
        ImmutableArray<StreamProxy> next =
        [
            .. configured.Select(config => old.FirstOrDefault(stream => stream.Says == config.ToString())
                ?? new StreamProxy(config, LoadOf(config.Name), watch, time, logger)),
        ];
        _content = new(next, TableOf(next, served));
        foreach (var gone in old.Except(next))
        {
            gone.Dispose();
        }
    }

    /// <summary>The stream of a listener; null when it is gone.</summary>
    public StreamProxy? Find(string name) => _content.All.FirstOrDefault(stream => stream.Config.Name == name);

    /// <summary>The stream of a host; null for one that is served here.</summary>
    public StreamProxy? FindByServerName(string name) => _content.ByServerName.Find(name)?.Stream;

    /// <summary>Ends the probes.</summary>
    public void Dispose() => Follow([], []);

    // Connections stay when the rest of a stream changes, and go on to count.
    private StreamLoad LoadOf(string name) => Find(name)?.Load ?? new();

    // Of two for one name the first counts, the stream's.
    private static HostTable<HostOwner> TableOf(ImmutableArray<StreamProxy> streams, IEnumerable<string> served)
    {
        var named = streams.SelectMany(stream => stream.Config.ServerNames.Select(
            name => KeyValuePair.Create(name, new HostOwner(stream)))).ToArray();
        return named.Length == 0
            ? NoNames
            : new(
                named.Concat(served.Select(host => KeyValuePair.Create(host, new HostOwner(null)))),
                WildcardReach.AllBelow);
    }

    private sealed record Content(ImmutableArray<StreamProxy> All, HostTable<HostOwner> ByServerName);

    // Null: it is served here.
    private sealed record HostOwner(StreamProxy? Stream);
}
