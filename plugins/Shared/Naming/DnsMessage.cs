using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace Shared.Naming;

/// <summary>One question and its answer on the wire (RFC 1035 section 4).</summary>
internal static class DnsMessage
{
    /// <summary>The largest message over UDP (RFC 1035 section 2.3.4).</summary>
    public const int MaximumBytes = 512;

    private const int HeaderBytes = 12;
    private const int RecordHeadBytes = 10;
    private const int InternetClass = 1;
    private const int RecursionDesired = 0x0100;
    private const int Response = 0x8000;

    /// <summary>A recursive query.</summary>
    public static byte[] Query(ushort id, string name, DnsRecordType type)
    {
        using var message = new MemoryStream();
        WriteNumbers(message, id, RecursionDesired, 1, 0, 0, 0);
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            message.WriteByte((byte)label.Length);
            message.Write(Encoding.ASCII.GetBytes(label));
        }

        message.WriteByte(0);
        WriteNumbers(message, Number(type), InternetClass);
        return message.ToArray();
    }

    /// <summary>Reads the answer to a query. Never throws, whatever comes.</summary>
    /// <returns>False when it is not the answer to this query, or is broken.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> answer, ReadOnlySpan<byte> query, DnsRecordType type, out int code,
        out ImmutableArray<IPAddress> addresses)
    {
        code = 0;
        addresses = [];

        // Identifier and question must be ours.
        var question = query[HeaderBytes..];
        if (answer.Length < query.Length || Number(answer, 0) != Number(query, 0)
            || (Number(answer, 2) & Response) == 0 || !answer[HeaderBytes..].StartsWith(question))
        {
            return false;
        }

        code = Number(answer, 2) & 0xF;
        return TryReadRecords(answer, query.Length, Number(answer, 6), type, out addresses);
    }

    private static bool TryReadRecords(
        ReadOnlySpan<byte> answer, int at, int count, DnsRecordType type, out ImmutableArray<IPAddress> addresses)
    {
        var found = ImmutableArray.CreateBuilder<IPAddress>();
        addresses = [];
        for (var record = 0; record < count; record++)
        {
            at = AfterName(answer, at);
            if (at < 0 || at + RecordHeadBytes > answer.Length)
            {
                return false;
            }

            var length = Number(answer, at + 8);
            var data = at + RecordHeadBytes;
            if (data + length > answer.Length)
            {
                return false;
            }

            if (Number(answer, at) == Number(type) && length == (type == DnsRecordType.A ? 4 : 16))
            {
                found.Add(new IPAddress(answer.Slice(data, length)));
            }

            at = data + length;
        }

        addresses = found.ToImmutable();
        return true;
    }

    /// <summary>Where a name ends: at its empty label, or at a pointer to elsewhere (section 4.1.4).</summary>
    /// <returns>-1 when it ends outside the message.</returns>
    private static int AfterName(ReadOnlySpan<byte> message, int at)
    {
        while (at < message.Length)
        {
            if (message[at] >= 0xC0)
            {
                return at + 2;
            }

            if (message[at] == 0)
            {
                return at + 1;
            }

            at += 1 + message[at];
        }

        return -1;
    }

    private static int Number(ReadOnlySpan<byte> message, int at) =>
        BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    /// <summary>RFC 1035 section 3.2.2, RFC 3596 section 2.1.</summary>
    private static int Number(DnsRecordType type) => type == DnsRecordType.A ? 1 : 28;

    private static void WriteNumbers(MemoryStream message, params ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            message.WriteByte((byte)(number >> 8));
            message.WriteByte((byte)number);
        }
    }
}
