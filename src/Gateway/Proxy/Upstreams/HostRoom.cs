using System.Collections.Concurrent;

namespace Gateway.Proxy.Upstreams;

/// <summary>A bounded set of hosts that requests were for lately. Any thread may call.</summary>
/// <param name="most">How many at once; 0 for none.</param>
/// <param name="idle">How long one stays that nothing is for, at least.</param>
/// <param name="time">The clock.</param>
internal sealed class HostRoom(int most, TimeSpan idle, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TimeSpan> _hosts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();

    // While it is full: when the first may go.
    private long _fullUntil;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Takes a host in, or notes that it is needed still.</summary>
    /// <returns>Whether there is room for it.</returns>
    public bool Admits(string host)
    {
        var now = Now;
        if (_hosts.TryGetValue(host, out var last))
        {
            // Not with each request: many processors would wait for one line of memory.
            if (now - last <= idle / 4 || _hosts.TryUpdate(host, now, last))
            {
                return true;
            }
        }
        else if (now.Ticks < Volatile.Read(ref _fullUntil))
        {
            return false;
        }

        lock (_gate)
        {
            return _hosts.ContainsKey(host) || (HasRoom(now) && _hosts.TryAdd(host, now));
        }
    }

    // Under the gate.
    private bool HasRoom(TimeSpan now)
    {
        if (_hosts.Count < most)
        {
            return true;
        }

        // What is noted may be a quarter behind.
        var (stay, first) = (idle + (idle / 4), now);
        foreach (var host in _hosts)
        {
            if (now - host.Value <= stay)
            {
                first = host.Value < first ? host.Value : first;
            }
            else
            {
                _ = _hosts.TryRemove(host);
            }
        }

        var hasRoom = _hosts.Count < most;
        Volatile.Write(ref _fullUntil, hasRoom ? 0 : (first + stay).Ticks);
        return hasRoom;
    }
}
