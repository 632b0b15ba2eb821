using System.Buffers.Binary;

namespace Gateway.Vrrp.Packets;

/// <summary>The head of an Ethernet frame.
/// <code>
/// destination MAC, 6 bytes | source MAC, 6 bytes | EtherType, 2 bytes
/// </code></summary>
internal static class EthernetHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Length = 14;

    /// <summary>Writes the header.</summary>
    public static void Write(Span<byte> frame, MacAddress destination, MacAddress source, EtherType type)
    {
        _ = destination.WriteTo(frame);
        _ = source.WriteTo(frame[MacAddress.Length..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)type);
    }

    /// <summary>What the frame carries; none when it is too short to say.</summary>
    public static EtherType TypeOf(ReadOnlySpan<byte> frame) => frame.Length < Length
        ? EtherType.None
        : (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);

    /// <summary>Who sent a frame of at least <see cref="Length"/> bytes.</summary>
    public static MacAddress SourceOf(ReadOnlySpan<byte> frame) =>
        MacAddress.FromBytes(frame.Slice(MacAddress.Length, MacAddress.Length));
}
