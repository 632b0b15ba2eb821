using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;

namespace Gateway.Vrrp.Engine;

/// <summary>The ears of one interface that no firewall covers: for advertisements, and for who claims which address.
/// Owned by the engine thread.</summary>
/// <param name="interfaceName">The interface.</param>
internal sealed class InterfaceTaps(string interfaceName) : IDisposable
{
    private int _index;

    /// <summary>The interface.</summary>
    public string InterfaceName => interfaceName;

    /// <summary>Sees advertisements; null while the interface is absent.</summary>
    public WitnessSocket? Witness { get; private set; }

    /// <summary>Sees claims of addresses; null while the interface is absent.</summary>
    public NeighborSocket? Neighbors { get; private set; }

    /// <summary>Where the sockets are in the poll loop; negative when they are not.</summary>
    public (int Witness, int Neighbors) Polls { get; set; } = (-1, -1);

    /// <summary>Whether the sockets are open on that interface.</summary>
    public bool IsOn(LinkState link) => Neighbors is not null && link.Index == _index;

    /// <summary>Opens the sockets. They were closed.</summary>
    /// <returns>True.</returns>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public bool Attach(LinkState link)
    {
        _index = link.Index;
        Witness = new WitnessSocket(link.Index, interfaceName);
        try
        {
            Neighbors = new NeighborSocket(link.Index, interfaceName);
            return true;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Closes the sockets: the interface is gone.</summary>
    public void Dispose()
    {
        Witness?.Dispose();
        Neighbors?.Dispose();
        (Witness, Neighbors) = (null, null);
    }
}
