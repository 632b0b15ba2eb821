using Gateway.Vrrp.Core;

namespace Gateway.Health;

/// <summary>What the board knows of one check. Safe from any thread; a run adds to it without allocation.</summary>
/// <param name="name">The check.</param>
/// <param name="start">Since when it is unknown.</param>
/// <param name="initial">What counts until its first result.</param>
internal sealed class CheckRecord(string name, DateTimeOffset start, Demotion initial)
{
    private readonly Lock _gate = new();
    private readonly CheckResult[] _ring = new CheckResult[HealthBoard.Remembered];
    private long _results;
    private CheckState _state;
    private Demotion _level = initial;
    private DateTimeOffset _since = start;
    private int _contrary;

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The check.</summary>
    public string Name => name;

    /// <summary>Ends when the first result has been told to all who hear of it.</summary>
    public Task First => _first.Task;

    /// <summary>How ill it counts as; null before the first result.</summary>
    public Demotion? Word
    {
        get
        {
            lock (_gate)
            {
                return _state == CheckState.Unknown ? null : _level;
            }
        }
    }

    /// <summary>The latest.</summary>
    public CheckStatus Status
    {
        get
        {
            lock (_gate)
            {
                var count = (int)Math.Min(_results, _ring.Length);
                return new()
                {
                    Name = name,
                    State = _state,
                    Demotion = _level,
                    Since = _since,
                    Contrary = _contrary,
                    History = [.. Enumerable.Range(0, count).Select(i => _ring[(_results - count + i) % _ring.Length])],
                };
            }
        }
    }

    /// <summary>Adds what a run found.</summary>
    /// <param name="result">The run.</param>
    /// <param name="counted">What it came to.</param>
    /// <param name="now">When a change counts from.</param>
    public void Add(in CheckResult result, RiseFall counted, DateTimeOffset now)
    {
        lock (_gate)
        {
            _ring[_results++ % _ring.Length] = result;
            _since = _state == counted.State && _level == counted.Level ? _since : now;
            (_state, _level, _contrary) = (counted.State, counted.Level, counted.Contrary);
        }
    }

    /// <summary>What was added has been told.</summary>
    public void Told() => _first.TrySetResult();
}
