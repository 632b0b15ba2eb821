using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.World;

/// <summary>The addresses of one kernel. They outlive the process that put them there, until their lease is
/// over.</summary>
/// <param name="agenda">Ends leases.</param>
/// <param name="dice">Decides how late a lease ends.</param>
/// <param name="mutation">What is wrong with this kernel.</param>
internal sealed class AddressTable(Agenda agenda, Dice dice, Mutation mutation)
{
    private readonly List<Entry> _entries = [];
    private Duration _lease;

    /// <summary>Told of every address that went, whoever took it, as the kernel tells its listeners.</summary>
    public event Action<AddressPrefix>? Removed;

    /// <summary>How many addresses there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether that one is there, with whatever prefix.</summary>
    public bool Contains(IpAddr address) => _entries.Exists(entry => entry.Address.Address == address);

    /// <summary>When an address was last assigned or renewed; meaningless before the first.</summary>
    public Instant RenewedAt { get; private set; }

    /// <summary>Whole seconds, rounded up, until the first lease is over, as a kernel tells it: its lateness is not
    /// in it.</summary>
    public long SecondsLeft
    {
        get
        {
            var first = RenewedAt + _lease;
            return first <= agenda.Now ? 0 : ((first - agenda.Now).Nanoseconds + 999_999_999) / 1_000_000_000;
        }
    }

    /// <summary>Puts an address there, or renews it.</summary>
    public void Assign(AddressPrefix address, int leaseSeconds)
    {
        _ = _entries.RemoveAll(entry => entry.Address == address);
        var end = agenda.Now + Duration.FromSeconds(leaseSeconds) + dice.UpTo(Scenario.MaxLeaseLateness);
        RenewedAt = agenda.Now;
        _lease = Duration.FromSeconds(leaseSeconds);
        _entries.Add(new(address, end));
        if (mutation != Mutation.LeasesNeverEnd)
        {
            agenda.At(end, () => EndLease(address, end));
        }
    }

    /// <summary>Takes an address away.</summary>
    public void Remove(AddressPrefix address)
    {
        if (_entries.RemoveAll(entry => entry.Address == address) > 0)
        {
            Removed?.Invoke(address);
        }
    }

    /// <summary>Somebody takes an address away, if there is one.</summary>
    public void RemoveOne()
    {
        if (_entries.Count > 0)
        {
            Remove(_entries[0].Address);
        }
    }

    /// <summary>Takes away, as the sweep at a start does, what is not to be kept.</summary>
    public void Sweep(Predicate<AddressPrefix> keeps) => _entries.RemoveAll(entry => !keeps(entry.Address));

    private void EndLease(AddressPrefix address, Instant end)
    {
        // Renewed meanwhile: another end.
        if (!_entries.Contains(new(address, end)))
        {
            return;
        }

        if (mutation == Mutation.KernelRenews)
        {
            Assign(address, leaseSeconds: 1);
        }
        else
        {
            Remove(address);
        }
    }

    private readonly record struct Entry(AddressPrefix Address, Instant End);
}
