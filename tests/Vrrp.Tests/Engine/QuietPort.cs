using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Tests.Engine;

/// <summary>An interface that only counts, so that what allocates is not the test.</summary>
internal sealed class QuietPort : INetworkPort
{
    public string InterfaceName => "quiet0";

    public string Explanation => "";

    public int Sent { get; private set; }

    public int Assigned { get; private set; }

    public bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno)
    {
        Sent++;
        errno = 0;
        return true;
    }

    public bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno)
    {
        Assigned++;
        errno = 0;
        return true;
    }

    public void AbortConnections(ReadOnlySpan<IpAddr> addresses)
    {
        // Nobody connects.
    }

    public bool TryRemove(OwnedAddress address, out int errno)
    {
        errno = 0;
        return true;
    }

    public bool TryAnnounce(OwnedAddress address, out int errno)
    {
        errno = 0;
        return true;
    }

    public bool TryProbe(OwnedAddress address, out int errno)
    {
        errno = 0;
        return true;
    }
}
