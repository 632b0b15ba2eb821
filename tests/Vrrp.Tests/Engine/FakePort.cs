using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Tests.Engine;

/// <summary>A network port that notes every call in order and refuses on demand.</summary>
internal sealed class FakePort : INetworkPort
{
    private const int Refusal = 1;

    public string InterfaceName => "eth0";

    /// <summary>The calls, as words; not kept while <see cref="IsSilent"/>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The last advertisement.</summary>
    public byte[] Sent { get; } = new byte[64];

    public bool RefusesAddresses { get; set; }

    public bool RefusesSending { get; set; }

    /// <summary>Notes nothing, and so allocates nothing.</summary>
    public bool IsSilent { get; set; }

    public bool TrySend(ReadOnlySpan<byte> advertisement, out int errno)
    {
        advertisement.CopyTo(Sent);
        return Note(RefusesSending, out errno) && (IsSilent || Add($"send {advertisement[2]}"));
    }

    public bool TryAssign(AddressPrefix address, int leaseSeconds, out int errno) =>
        Note(RefusesAddresses, out errno) && (IsSilent || Add($"assign {address} for {leaseSeconds} s"));

    public bool TryRemove(AddressPrefix address, out int errno) =>
        Note(false, out errno) && (IsSilent || Add($"remove {address}"));

    public bool TryAnnounce(IpAddr address, out int errno) =>
        Note(false, out errno) && (IsSilent || Add($"announce {address}"));

    private static bool Note(bool refused, out int errno)
    {
        errno = refused ? Refusal : 0;
        return !refused;
    }

    private bool Add(string call)
    {
        Calls.Add(call);
        return true;
    }
}
