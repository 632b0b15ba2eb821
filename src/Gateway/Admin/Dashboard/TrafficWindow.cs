using System.Diagnostics.Metrics;
using Gateway.Proxy.Traffic;

namespace Gateway.Admin.Dashboard;

/// <summary>The traffic of the last two minutes. Any thread.</summary>
internal sealed class TrafficWindow : IDisposable
{
    private const int Kept = 60;
    private const int OfLate = 5;
    private const string Duration = "gateway.request.duration";
    private const string Active = "gateway.requests.active";
    private const string Status = "status";
    private const int FirstError = 500;

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(2);

    // For who begins a slice: whoever adds to it needs none.
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly MeterListener _listener = new();

    // A ring by the number of the slice; the current one is in it, too.
    private readonly (long Number, TrafficSlice Slice)[] _ring = new (long, TrafficSlice)[Kept + 1];
    private long _active;

    /// <summary>Counts from now on.</summary>
    /// <param name="meter">What the proxy counts with.</param>
    /// <param name="time">The clock.</param>
    public TrafficWindow(TrafficMeter meter, TimeProvider time)
    {
        _time = time;
        for (var i = 0; i < _ring.Length; i++)
        {
            _ring[i] = (-1, new());
        }

        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter.Source && instrument.Name is Duration or Active)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Count(seconds, tags));
        _listener.SetMeasurementEventCallback<long>((_, active, _, _) => Interlocked.Exchange(ref _active, active));
        _listener.Start();
    }

    /// <summary>The last two minutes, without the moment that is not over.</summary>
    public TrafficReport Report
    {
        get
        {
            _listener.RecordObservableInstruments();
            var current = CurrentNumber;
            var late = new TrafficSlice();
            for (var number = current - OfLate; number < current; number++)
            {
                late.Add(Find(number));
            }

            return new(
                Interlocked.Read(ref _active),
                late.Requests / (OfLate * s_length.TotalSeconds),
                late.Requests == 0 ? 0 : (double)late.Errors / late.Requests,
                late.Quantile(0.5),
                late.Quantile(0.99),
                (int)s_length.TotalMilliseconds,
                [.. Enumerable.Range(0, Kept).Select(i => Find(current - Kept + i).Report)]);
        }
    }

    private long CurrentNumber => (long)(_time.GetElapsedTime(0) / s_length);

    /// <summary>Counts no more.</summary>
    public void Dispose() => _listener.Dispose();

    private static TrafficSlice Nothing { get; } = new();

    private TrafficSlice Find(long number)
    {
        ref var entry = ref _ring[((number % _ring.Length) + _ring.Length) % _ring.Length];
        return Volatile.Read(ref entry.Number) == number ? entry.Slice : Nothing;
    }

    private void Count(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isError = false;
        foreach (var (name, value) in tags)
        {
            isError |= name == Status && value is >= FirstError;
        }

        var number = CurrentNumber;
        ref var entry = ref _ring[number % _ring.Length];
        if (Volatile.Read(ref entry.Number) != number)
        {
            Begin(ref entry, number);
        }

        entry.Slice.Add(seconds * 1000, isError);
    }

    private void Begin(ref (long Number, TrafficSlice Slice) entry, long number)
    {
        lock (_gate)
        {
            if (entry.Number != number)
            {
                entry.Slice.Clear();
                Volatile.Write(ref entry.Number, number);
            }
        }
    }
}
