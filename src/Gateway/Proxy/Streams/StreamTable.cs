using System.Collections.Immutable;
using Gateway.Configuration;

namespace Gateway.Proxy.Streams;

/// <summary>The streams in force. A connection stays with the stream that it came to. Any thread may look; one at a
/// time changes.</summary>
/// <param name="watch">Sees connections come and go.</param>
/// <param name="time">Paces probes and patience.</param>
/// <param name="logger">Hears of destinations.</param>
internal sealed class StreamTable(StreamWatch watch, TimeProvider time, ILogger<StreamProxy> logger) : IDisposable
{
    private volatile Content _content = new([], new([], []));

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
                ?? new StreamProxy(config, Find(config.Name), watch, time, logger)),
        ];
        _content = new(next, new(configured, served));
        foreach (var gone in old.Except(next))
        {
            gone.Dispose();
        }
    }

    /// <summary>The stream of a listener; null when it is gone.</summary>
    public StreamProxy? Find(string name) => Find(_content.All, name);

    /// <summary>The stream of a host; null for one that is served here.</summary>
    public StreamProxy? FindByServerName(string name)
    {
        var content = _content;
        return Find(content.All, content.ByServerName.Find(name)?.Name);
    }

    /// <summary>Ends the probes.</summary>
    public void Dispose() => Follow([], []);

    private static StreamProxy? Find(ImmutableArray<StreamProxy> all, string? name) =>
        all.FirstOrDefault(stream => stream.Config.Name == name);

    private sealed record Content(ImmutableArray<StreamProxy> All, StreamNames ByServerName);
}
