using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>Reads the words of one line that <see cref="RecordingText"/> wrote, in order.</summary>
/// <param name="line">The line.</param>
internal sealed class RecordingWords(string line)
{
    private readonly string[] _words = line.Split(' ');
    private int _next;

    /// <summary>The next word.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public string Word() =>
        _next < _words.Length ? _words[_next++] : throw new FormatException("The line is too short.");

    /// <summary>All words that are left.</summary>
    public string Rest() => string.Join(' ', _words[_next..]);

    /// <summary>A number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public int Number() => int.Parse(Word(), CultureInfo.InvariantCulture);

    /// <summary>A priority.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public byte Priority() => byte.Parse(Word(), CultureInfo.InvariantCulture);

    /// <summary>A moment.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Instant Instant() => new(long.Parse(Word(), CultureInfo.InvariantCulture));

    /// <summary>A length of time.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Duration Duration() => new(long.Parse(Word(), CultureInfo.InvariantCulture));

    /// <summary>One of two.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool Truth() => bool.Parse(Word());

    /// <summary>A name of an enumeration.</summary>
    /// <exception cref="FormatException">It is not in it.</exception>
    public T Name<T>()
        where T : struct, Enum
    {
        var word = Word();
        return Enum.TryParse<T>(word, out var value)
            ? value
            : throw new FormatException($"\"{word}\" is no {typeof(T).Name}.");
    }

    /// <summary>An address, or none.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public IpAddr Address() => Word() is var word && word == "-" ? default : IpAddr.Parse(word);

    /// <summary>An input.</summary>
    /// <exception cref="FormatException">It is none that a recording holds.</exception>
    public VrrpInput Input()
    {
        var kind = Name<VrrpInputKind>();
        var (priority, interval, source) = (Priority(), Duration(), Address());
        var fault = new Fault(Name<FaultKind>(), Number());
        return kind switch
        {
            VrrpInputKind.Advertisement => VrrpInput.Advertisement(priority, interval, source),
            VrrpInputKind.Priority => VrrpInput.PriorityChanged(priority),
            VrrpInputKind.SourceAddress => VrrpInput.SourceAddress(source),
            VrrpInputKind.FaultRaised => VrrpInput.FaultRaised(fault),
            VrrpInputKind.FaultCleared => VrrpInput.FaultCleared(fault),
            // The others have nothing but their kind.
            _ => VrrpInput.OfGroup(kind),
        };
    }

    /// <summary>Settings.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public VrrpMachineSettings Settings() => new()
    {
        Priority = Priority(),
        AdvertisementInterval = Duration(),
        Preempt = Truth(),
        Version = Name<VrrpVersion>(),
        PreemptDelay = Duration(),
        RecoveryHold = Duration(),
        StartupDelay = Duration(),
        HasPeers = Truth(),
        InSyncGroup = Truth(),
        ProbeBeforeFirstTakeover = Truth(),
        Announcements = new()
        {
            Offsets = Offsets(),
            Refresh = Duration(),
            Repeat = Number(),
            RefreshRepeat = Number(),
            ContestPause = Duration(),
        },
    };

    private ImmutableArray<Duration> Offsets() =>
    [
        .. Word().Split(',').Select(word => long.Parse(word, CultureInfo.InvariantCulture))
            .Where(offset => offset >= 0).Select(offset => new Duration(offset)),
    ];
}
