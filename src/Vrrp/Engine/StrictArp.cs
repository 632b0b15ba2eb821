using Gateway.Vrrp.Linux;

namespace Gateway.Vrrp.Engine;

/// <summary>Makes an interface answer ARP for its own addresses alone, and ask with one of them. Otherwise it would
/// tell the segment its own MAC address for what stands on a virtual one above it (RFC 9568 section 8.1.2). IPv6 has it
/// that way. Owned by the engine thread.</summary>
/// <param name="interfaceName">The interface.</param>
internal sealed class StrictArp(string interfaceName)
{
    private static readonly (string Name, int Least)[] Settings = [("arp_ignore", 1), ("arp_announce", 2)];

    private readonly Dictionary<string, string> _before = [];
    private int _index;

    /// <summary>The interface.</summary>
    public string InterfaceName => interfaceName;

    /// <summary>Sets what is not so already.</summary>
    /// <param name="index">The number of the interface: made anew, it has lost what was set.</param>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Set(int index)
    {
        if (index == _index)
        {
            return;
        }

        _before.Clear();
        foreach (var (name, least) in Settings)
        {
            var path = $"ipv4/conf/{interfaceName}/{name}";
            if (Sysctl.TryRead($"net/{path}", out var value, out _) && int.TryParse(value, out var is_) && is_ < least)
            {
                Setting.Demand(path, $"{least}");
                _before[path] = value;
            }
        }

        _index = index;
    }

    /// <summary>Puts back what it changed. What the kernel refuses stays as it is: it harms nobody.</summary>
    public void Restore()
    {
        foreach (var (path, value) in _before)
        {
            _ = Sysctl.TryWrite($"net/{path}", value, out _);
        }

        _before.Clear();
        _index = 0;
    }
}
