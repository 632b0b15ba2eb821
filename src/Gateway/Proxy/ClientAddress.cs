using System.Net;

namespace Gateway.Proxy;

/// <summary>Where a connection comes from.</summary>
internal static class ClientAddress
{
    /// <summary>The address itself: a socket for both families shows IPv4 ones as <c>::ffff:192.0.2.1</c>.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Whether an address is in one of several networks; one that nobody knows is in none.</summary>
    public static bool IsIn(ReadOnlySpan<IPNetwork> networks, IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = Plain(address);
        foreach (var network in networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is this machine. The kernel drops packets from the network that claim a loopback source, so
    /// nobody outside is taken for it.</summary>
    public static bool IsLocal(EndPoint? remote) =>
        remote is IPEndPoint { Address: var address } && IPAddress.IsLoopback(Plain(address));
}
