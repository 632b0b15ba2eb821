using Gateway.Vrrp.Events;

namespace Gateway.Observability;

/// <summary>Looks at the engine as it is at this moment: a snapshot by itself is as old as the last change. Any
/// thread.</summary>
/// <param name="latest">The snapshot that the engine published last.</param>
/// <param name="request">Asks the engine for another one; false when it cannot be asked now.</param>
/// <param name="time">The clock.</param>
internal sealed class EngineReader(Func<EngineSnapshot> latest, Func<bool> request, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private volatile bool _answers = true;

    /// <summary>The snapshot that the engine published last.</summary>
    public EngineSnapshot Snapshot => latest();

    /// <summary>Whether the engine answered when it was last asked: its thread turns.</summary>
    public bool Answers => _answers;

    /// <summary>Asks for a snapshot of now and waits for it.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns><see cref="Answers"/>.</returns>
    public async Task<bool> RefreshAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var (before, begin, pause) = (latest(), time.GetTimestamp(), FirstPause);
        var isAsked = request();
        while (ReferenceEquals(latest(), before))
        {
            if (time.GetElapsedTime(begin) >= patience)
            {
                return _answers = false;
            }

            await Task.Delay(pause, time, cancellation);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            isAsked = isAsked || request();
        }

        return _answers = true;
    }
}
