using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Configuration;
using static Gateway.Proxy.Streams.ProxyHeaderFormat;

namespace Gateway.Proxy.Streams;

/// <summary>Writes PROXY headers.</summary>
internal static class ProxyHeaderText
{
    /// <summary>Writes one.</summary>
    /// <param name="version">Which.</param>
    /// <param name="source">The client; null when it is not known.</param>
    /// <param name="destination">Where it connected to; null likewise.</param>
    public static byte[] Write(ProxyProtocolVersion version, EndPoint? source, EndPoint? destination)
    {
        if (source is not IPEndPoint client || destination is not IPEndPoint server)
        {
            return version == ProxyProtocolVersion.V1
                ? "PROXY UNKNOWN\r\n"u8.ToArray()
                : [.. Signature, Local, 0, 0, 0];
        }

        var (from, to) = (Plain(client.Address), Plain(server.Address));
        // Both of one family, or there is no word for it.
        if (from.AddressFamily != to.AddressFamily)
        {
            (from, to) = (from.MapToIPv6(), to.MapToIPv6());
        }

        return version == ProxyProtocolVersion.V1
            ? Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"PROXY {(IsV4(from) ? "TCP4" : "TCP6")} {from} {to} {client.Port} {server.Port}\r\n"))
            : Binary(from, to, client.Port, server.Port);
    }

    private static byte[] Binary(IPAddress from, IPAddress to, int sourcePort, int destinationPort)
    {
        byte[] addresses = [.. from.GetAddressBytes(), .. to.GetAddressBytes()];
        var header = new byte[HeaderLength + addresses.Length + 4];
        Signature.CopyTo(header);
        (header[12], header[13]) = (Proxied, IsV4(from) ? Tcp4 : Tcp6);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)(addresses.Length + 4));
        addresses.CopyTo(header.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(header.Length - 4), (ushort)sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(header.Length - 2), (ushort)destinationPort);
        return header;
    }

    private static bool IsV4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    // Without the interface of a link-local one: it is this machine's affair.
    private static IPAddress Plain(IPAddress address) => new(ClientAddress.Plain(address).GetAddressBytes());
}
