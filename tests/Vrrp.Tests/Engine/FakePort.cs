using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Tests.Engine;

/// <summary>An interface that writes down what is done to it, in order, and refuses what it is told to.</summary>
internal sealed class FakePort : INetworkPort
{
    private readonly List<string> _calls = [];

    /// <summary>Set to an error number to refuse that call.</summary>
    public Func<AddressPrefix, int> RefuseAssign { get; set; } = _ => 0;

    public Func<AddressPrefix, int> RefuseRemove { get; set; } = _ => 0;

    public int RefuseSend { get; set; }

    public int RefuseAnnounce { get; set; }

    public string InterfaceName => "fake0";

    public string Explanation { get; set; } = "";

    /// <summary>The addresses on the interface, with their lease.</summary>
    public Dictionary<AddressPrefix, int> Addresses { get; } = [];

    /// <summary>The addresses whose connections were ended while they were on the interface.</summary>
    public List<IpAddr> Aborted { get; } = [];

    /// <summary>The advertisements that left.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Where they came from.</summary>
    public List<IpAddr> Sources { get; } = [];

    /// <summary>Everything since the last call of this: "assign 192.0.2.100/32 2", "send 150", ...</summary>
    public string[] TakeCalls()
    {
        string[] calls = [.. _calls];
        _calls.Clear();
        return calls;
    }

    public bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno)
    {
        _calls.Add(FormattableString.Invariant($"send {advertisement[2]}"));
        errno = RefuseSend;
        if (errno == 0)
        {
            Sent.Add(advertisement.ToArray());
            Sources.Add(source);
        }

        return errno == 0;
    }

    public bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno)
    {
        _calls.Add(FormattableString.Invariant($"assign {address.Prefix} {leaseSeconds}"));
        errno = RefuseAssign(address.Prefix);
        if (errno == 0)
        {
            Addresses[address.Prefix] = leaseSeconds;
        }

        return errno == 0;
    }

    public void AbortConnections(ReadOnlySpan<IpAddr> addresses)
    {
        foreach (var address in addresses)
        {
            if (Addresses.Keys.Any(prefix => prefix.Address == address))
            {
                Aborted.Add(address);
            }
        }
    }

    public bool TryRemove(OwnedAddress address, out int errno)
    {
        _calls.Add($"remove {address.Prefix}");
        errno = RefuseRemove(address.Prefix);
        if (errno == 0)
        {
            Addresses.Remove(address.Prefix);
        }

        return errno == 0;
    }

    public bool TryAnnounce(OwnedAddress address, out int errno)
    {
        _calls.Add($"announce {address.Prefix.Address}");
        errno = RefuseAnnounce;
        return errno == 0;
    }

    public bool TryProbe(OwnedAddress address, out int errno)
    {
        _calls.Add($"probe {address.Prefix.Address}");
        errno = 0;
        return true;
    }
}
