using System.Globalization;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

/// <summary>Makes an interface answer ARP for its own addresses alone, and ask with one of them. Otherwise it would
/// tell the segment its own MAC address for what stands on a virtual one above it (RFC 9568 section 8.1.2). IPv6 has it
/// that way. Owned by the engine thread.</summary>
/// <param name="interfaceName">The interface.</param>
internal sealed class StrictArp(string interfaceName)
{
    private static readonly (string Name, int Least)[] Settings = [("arp_ignore", 1), ("arp_announce", 2)];

    private readonly List<string> _before = [];
    private int _index;

    /// <summary>The interface.</summary>
    public string InterfaceName => interfaceName;

    /// <summary>What was set before, for whoever has to put it back: <c>arp_ignore=0 arp_announce=0</c>; null when
    /// nothing was changed. The macvlan above carries it, so that it outlives this process.</summary>
    public string? Note => _before.Count == 0 ? null : string.Join(' ', _before);

    /// <summary>Sets what is not so already.</summary>
    /// <param name="index">The number of the interface: made anew, it has lost what was set.</param>
    /// <param name="note">The <see cref="Note"/> of an earlier life that was not put back; null without.</param>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Set(int index, string? note)
    {
        if (index == _index)
        {
            return;
        }

        _before.Clear();
        foreach (var (name, least) in Settings)
        {
            if (!TryRead(interfaceName, name, out var value))
            {
                continue;
            }

            if (value < least)
            {
                Setting.Demand(PathOf(interfaceName, name), Text(least));
                _before.Add($"{name}={Text(value)}");
            }
            else if (TryFind(note, name, out var before))
            {
                _before.Add($"{name}={Text(before)}");
            }
        }

        _index = index;
    }

    /// <summary>Puts back what it changed.</summary>
    public void Restore()
    {
        PutBack(interfaceName, Note);
        _before.Clear();
        _index = 0;
    }

    /// <summary>Puts back what an earlier life changed, with the last of the links that it left above the
    /// interface.</summary>
    /// <param name="deleted">The link.</param>
    /// <param name="interfaces">All others.</param>
    public static void PutBack(LinkState deleted, InterfaceTable interfaces)
    {
        if (interfaces.NoteAbove(deleted.ParentIndex) is null
            && interfaces.NameOf(deleted.ParentIndex) is { } name)
        {
            PutBack(name, deleted.Note);
        }
    }

    // What somebody else has set since stays, and what the kernel refuses: it harms nobody.
    private static void PutBack(string interfaceName, string? note)
    {
        foreach (var (name, least) in Settings)
        {
            if (TryFind(note, name, out var before) && TryRead(interfaceName, name, out var value) && value == least)
            {
                _ = Sysctl.TryWrite($"net/{PathOf(interfaceName, name)}", Text(before), out _);
            }
        }
    }

    private static bool TryRead(string interfaceName, string name, out int value)
    {
        value = 0;
        return Sysctl.TryRead($"net/{PathOf(interfaceName, name)}", out var text, out _)
            && int.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryFind(string? note, string name, out int value)
    {
        value = 0;
        var word = note?.Split(' ').FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal));
        return word is not null && int.TryParse(word[(name.Length + 1)..], CultureInfo.InvariantCulture, out value);
    }

    private static string PathOf(string interfaceName, string name) => $"ipv4/conf/{interfaceName}/{name}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
