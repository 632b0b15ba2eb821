using System.Net.Sockets;

namespace Lab.VirtualMac;

/// <summary>The virtual router MAC addresses of the lab's virtual routers, with the id 51.</summary>
internal static class VirtualMacs
{
    internal const string IPv4 = "00:00:5e:00:01:33";
    internal const string IPv6 = "00:00:5e:00:02:33";

    internal static string Of(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? IPv6 : IPv4;
}
