namespace Gateway.Vrrp.Core;

/// <summary>The running timers of one virtual router, by name. A timer is a deadline; who owns the clock
/// compares.</summary>
public sealed class TimerTable
{
    private readonly Instant[] _deadlines = new Instant[Enum.GetValues<VrrpTimer>().Length];

    /// <summary>All timers stopped.</summary>
    public TimerTable() => StopAll();

    /// <summary>The earliest deadline; <see cref="Instant.Never"/> when none is running.</summary>
    public Instant Next
    {
        get
        {
            var next = Instant.Never;
            foreach (var deadline in _deadlines)
            {
                next = deadline < next ? deadline : next;
            }

            return next;
        }
    }

    /// <summary>The deadline of a timer; <see cref="Instant.Never"/> when it is not running.</summary>
    public Instant Deadline(VrrpTimer timer) => _deadlines[(int)timer];

    /// <summary>Whether the timer has a deadline.</summary>
    public bool IsRunning(VrrpTimer timer) => Deadline(timer) != Instant.Never;

    /// <summary>Whether the timer's deadline has come.</summary>
    public bool IsDue(VrrpTimer timer, Instant now) => Deadline(timer) <= now;

    /// <summary>Starts or restarts a timer.</summary>
    public void Start(VrrpTimer timer, Instant deadline) => _deadlines[(int)timer] = deadline;

    /// <summary>Stops a timer.</summary>
    public void Stop(VrrpTimer timer) => _deadlines[(int)timer] = Instant.Never;

    /// <summary>Stops every timer.</summary>
    public void StopAll() => Array.Fill(_deadlines, Instant.Never);
}
