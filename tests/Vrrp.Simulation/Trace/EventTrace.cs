using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.Trace;

/// <summary>What happened, as text: a hash of all of it and the last lines for a reader.</summary>
/// <param name="start">Time zero of the lines.</param>
internal sealed class EventTrace(Instant start)
{
    private const int TailLength = 60;
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly Queue<string> _tail = new();

    /// <summary>Two traces with one hash are one history.</summary>
    public ulong Hash { get; private set; } = FnvOffset;

    /// <summary>The last lines, oldest first.</summary>
    public string Tail => string.Join('\n', _tail);

    /// <summary>Adds a line.</summary>
    public void Add(Instant now, string what)
    {
        var line = FormattableString.Invariant($"{(now - start).Nanoseconds / 1e9,12:0.000000}  {what}");
        foreach (var character in line)
        {
            Mix(character);
        }

        _tail.Enqueue(line);
        if (_tail.Count > TailLength)
        {
            _ = _tail.Dequeue();
        }
    }

    /// <summary>Adds what no reader wants to see line by line, to the hash alone.</summary>
    public void Add(Instant now, int node, ReadOnlySpan<byte> packet)
    {
        Mix((ulong)now.Nanoseconds);
        Mix((ulong)node);
        foreach (var octet in packet)
        {
            Mix(octet);
        }
    }

    private void Mix(ulong value) => Hash = unchecked((Hash ^ value) * FnvPrime);
}
