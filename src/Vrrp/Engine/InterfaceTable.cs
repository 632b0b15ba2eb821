using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>The interfaces of this network namespace by name, as last heard of. Owned by the engine thread.</summary>
internal sealed class InterfaceTable
{
    private readonly Dictionary<string, LinkState> _links = new(StringComparer.Ordinal);

    /// <summary>The interface of that name; default, with index 0, when there is none.</summary>
    public LinkState this[string name] => _links.GetValueOrDefault(name);

    /// <summary>The name of the interface with that number; null when there is none.</summary>
    public string? NameOf(int index)
    {
        foreach (var (name, link) in _links)
        {
            if (link.Index == index)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Whether an interface of this machine has that Ethernet address for its own: a virtual one of ours is
    /// whoever's that is Master.</summary>
    public bool HasOwn(MacAddress address)
    {
        foreach (var (_, link) in _links)
        {
            if (link.Address == address && !link.IsOurs)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What interfaces of ours above that one say of an earlier life; null when nothing, or none is
    /// there.</summary>
    public string? NoteAbove(int parentIndex)
    {
        foreach (var (_, link) in _links)
        {
            if (link.ParentIndex == parentIndex && link.Note is { } note)
            {
                return note;
            }
        }

        return null;
    }

    /// <summary>Notes an interface. One of that index with another name is gone: it was renamed.</summary>
    public void Set(LinkState link)
    {
        Remove(link.Index, except: link.Name);
        _links[link.Name] = link;
    }

    /// <summary>Forgets an interface.</summary>
    public void Remove(int index) => Remove(index, except: null);

    /// <summary>Notes all interfaces there are.</summary>
    public void Replace(List<LinkState> links)
    {
        _links.Clear();
        foreach (var link in links)
        {
            _links[link.Name] = link;
        }
    }

    private void Remove(int index, string? except)
    {
        if (NameOf(index) is { } name && name != except)
        {
            _links.Remove(name);
        }
    }
}
