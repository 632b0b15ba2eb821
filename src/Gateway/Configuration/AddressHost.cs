using Gateway.Vrrp.Core;

namespace Gateway.Configuration;

/// <summary>The one form of hosts that are IPv6 addresses (RFC 5952): <c>[fd77::100]</c>, of which
/// <c>[FD77:0::100]</c> is another spelling.</summary>
internal static class AddressHost
{
    /// <summary>Whether a host without port is an IPv6 address in brackets. None has a zone: it means nothing to the
    /// other end (RFC 6874 section 1).</summary>
    public static bool Is(string name) =>
        name is ['[', .. var address, ']'] && IpAddr.TryParse(address, out var ip) && ip.Family == IpFamily.IPv6;

    /// <summary>Brings a host, with or without a port, into that form; leaves it as it is when it is no IPv6
    /// address.</summary>
    public static string Of(string host)
    {
        var end = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
        return end > 0 && Is(host[..end]) ? $"[{IpAddr.Parse(host[1..(end - 1)])}]{host[end..]}" : host;
    }

    /// <summary>Takes the port from a host; the colons of an address are not its front.</summary>
    /// <returns>The port is null when there is none.</returns>
    public static (string Name, string? Port) Split(string host)
    {
        var end = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = host.IndexOf(':', end + 1);
        return colon < 0 ? (host, null) : (host[..colon], host[(colon + 1)..]);
    }
}
