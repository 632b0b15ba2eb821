using System.Collections.Immutable;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>How the gateway connects to a cluster's destinations: what <c>Metadata</c> says beyond YARP's
/// <c>HttpClient</c>.</summary>
internal sealed record UpstreamConnections
{
    /// <summary>Time to connect, with the TLS handshake, before a destination counts as unreachable, <c>10ms</c> to
    /// <c>5m</c>. Defaults to <c>5s</c>.</summary>
    public const string ConnectTimeoutKey = "ConnectTimeout";

    /// <summary>How long a connection that nobody uses is kept, to <c>1h</c>. A request that is quiet for long is
    /// ended by YARP's <c>HttpRequest:ActivityTimeout</c>. Defaults to <c>1m</c>.</summary>
    public const string IdleTimeoutKey = "IdleTimeout";

    /// <summary>A PEM file with the certificates that destinations' certificates must come from, instead of those
    /// that the machine trusts; a relative one starts at the folder of the configuration. Read anew when it changes.
    /// Defaults to none.</summary>
    public const string AuthorityKey = "Tls.Ca";

    /// <summary>Keys that destinations may have: <c>sha256//</c> and 44 characters of Base64, as curl's
    /// <c>--pinnedpubkey</c> has them, several with <c>;</c> between them. Without <c>Tls.Ca</c> nothing else about a
    /// certificate counts. Defaults to none.</summary>
    public const string PinKey = "Tls.Pin";

    private const string PinPrefix = "sha256//";
    private const int PinBytes = 32;

    private static readonly TimeSpan s_defaultConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_defaultIdle = TimeSpan.FromMinutes(1);
    private static readonly DurationRange s_connectTimes = new("10ms", "5m");
    private static readonly DurationRange s_idleTimes = new("0s", "1h");

    /// <summary>Time to connect, 10 ms to 5 min; 5 s by default.</summary>
    public TimeSpan ConnectTimeout { get; private init; } = s_defaultConnect;

    /// <summary>How long an unused connection is kept, to 1 h; 1 min by default.</summary>
    public TimeSpan IdleTimeout { get; private init; } = s_defaultIdle;

    /// <summary>The file of authorities, absolute once built; null: those of the machine.</summary>
    public string? Authority { get; private init; }

    /// <summary>Pinned keys, the SHA-256 of each in Base64; none: any.</summary>
    public ImmutableArray<string> Pins { get; private init; } = [];

    /// <summary>Reads the metadata of a cluster in force, where nothing is wrong.</summary>
    public static UpstreamConnections Read(IReadOnlyDictionary<string, string>? metadata) =>
        Read(metadata, (_, _) => { });

    /// <summary>Reads the metadata of a cluster.</summary>
    /// <param name="metadata">May be null.</param>
    /// <param name="fail">Takes what is wrong: the key and a sentence. The default counts instead.</param>
    public static UpstreamConnections Read(
        IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
    {
        var values = new MetadataValues(metadata, fail);
        return new()
        {
            ConnectTimeout = values.Time(ConnectTimeoutKey, s_defaultConnect, s_connectTimes),
            IdleTimeout = values.Time(IdleTimeoutKey, s_defaultIdle, s_idleTimes),
            Authority = values.Text(AuthorityKey),
            Pins = ReadPins(values.Text(PinKey), fail),
        };
    }

    /// <summary>Whether connections by the one serve for the other as well.</summary>
    public bool IsSame(UpstreamConnections other) =>
        this with { Pins = [] } == other with { Pins = [] } && Pins.SequenceEqual(other.Pins);

    private static ImmutableArray<string> ReadPins(string? text, Action<string, string> fail)
    {
        var pins = ImmutableArray.CreateBuilder<string>();
        var parts = (text ?? "").Split(
            ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            var pin = part.StartsWith(PinPrefix, StringComparison.Ordinal) ? part[PinPrefix.Length..] : "";
            if (Convert.TryFromBase64String(pin, new byte[PinBytes + 2], out var length) && length == PinBytes)
            {
                pins.Add(pin);
            }
            else
            {
                fail(PinKey, $"\"{part}\" is not a pinned key; write \"{PinPrefix}\" and the SHA-256 of the public key "
                    + "in Base64, as curl's --pinnedpubkey.");
            }
        }

        if (text is not null && parts.Length == 0)
        {
            fail(PinKey, "is empty; write a pinned key, or leave the key out.");
        }

        return pins.ToImmutable();
    }
}
