using System.Globalization;
using System.Text;

namespace Lab.Observers;

/// <summary>Who had the virtual address when, from the address events of all machines. Thread-safe.</summary>
internal sealed class OwnershipHistory
{
    private readonly Lock _gate = new();
    private readonly List<OwnershipEvent> _events = [];
    private readonly SortedSet<string> _owners = new(StringComparer.Ordinal);

    /// <summary>The machines that have the address at this moment, for example <c>a</c> or <c>a,b</c>.</summary>
    internal string Owners
    {
        get
        {
            lock (_gate)
            {
                return string.Join(',', _owners);
            }
        }
    }

    /// <summary>All changes so far, oldest first.</summary>
    internal OwnershipEvent[] Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Takes down what a machine's kernel said; a renewed lease is no change.</summary>
    internal void Record(string role, bool held)
    {
        lock (_gate)
        {
            if (held ? _owners.Add(role) : _owners.Remove(role))
            {
                _events.Add(new OwnershipEvent(LabClock.Now, role, held));
            }
        }
    }

    /// <summary>When <paramref name="role"/> first got or lost the address after <paramref name="after"/>.</summary>
    internal TimeSpan? First(string role, bool held, TimeSpan after)
    {
        foreach (OwnershipEvent entry in Events)
        {
            if (entry.At > after && entry.Role == role && entry.Held == held)
            {
                return entry.At;
            }
        }

        return null;
    }

    /// <summary>All times since <paramref name="after"/> at which more than one machine had the address.</summary>
    internal Overlap[] Overlaps(TimeSpan after)
    {
        var found = new List<Overlap>();
        var holding = new HashSet<string>(StringComparer.Ordinal);
        TimeSpan? begun = null;
        foreach (OwnershipEvent entry in Events)
        {
            _ = entry.Held ? holding.Add(entry.Role) : holding.Remove(entry.Role);
            if (holding.Count > 1)
            {
                begun ??= entry.At;
            }
            else if (begun is TimeSpan from)
            {
                found.Add(new Overlap(from, entry.At, Lasts: false));
                begun = null;
            }
        }

        if (begun is TimeSpan open)
        {
            found.Add(new Overlap(open, LabClock.Now, Lasts: true));
        }

        return [.. found.Where(overlap => overlap.To > after)];
    }

    /// <summary>The history as lines for a person.</summary>
    internal string Describe()
    {
        var text = new StringBuilder();
        foreach (OwnershipEvent entry in Events)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{entry.At.TotalSeconds,9:0.000}  {entry.Role} {(entry.Held ? "has" : "lost")} the address");
        }

        return text.ToString();
    }
}
