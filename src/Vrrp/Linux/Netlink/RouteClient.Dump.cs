using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.NetlinkConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <content>Dumps: everything that the kernel has of one kind. They allocate.</content>
internal sealed partial class RouteClient
{
    // Something changes under every one of that many dumps only when something is very wrong.
    private const int MaxAttempts = 20;

    private delegate bool RecordReader<T>(NetlinkMessage message, out T record);

    /// <summary>All IPv4 and IPv6 addresses of this network namespace.</summary>
    /// <exception cref="KernelException">The kernel refuses, or what it has changes all the time.</exception>
    public List<InterfaceAddress> DumpAddresses() =>
        Dump<InterfaceAddress>(RTM_GETADDR, RTM_NEWADDR, AddressMessage.TryRead, "list the addresses");

    /// <summary>All interfaces of this network namespace.</summary>
    /// <exception cref="KernelException">The kernel refuses, or what it has changes all the time.</exception>
    public List<LinkState> DumpLinks() =>
        Dump<LinkState>(RTM_GETLINK, RTM_NEWLINK, LinkMessage.TryRead, "list the interfaces");

    /// <summary>The interface of that name.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="KernelException">As with <see cref="DumpLinks"/>.</exception>
    public bool TryGetLink(string name, out LinkState link)
    {
        link = DumpLinks().Find(candidate => candidate.Name == name);
        return link.Index != 0;
    }

    private List<T> Dump<T>(ushort request, ushort answer, RecordReader<T> read, string intent)
    {
        var records = new List<T>();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            records.Clear();
            var errno = TryDump(request, answer, read, records);
            if (errno == 0)
            {
                return records;
            }

            // EINTR: something changed while the kernel told, and an entry may be missing. ENOBUFS: a part was lost.
            if (errno is not (Errno.EINTR or Errno.ENOBUFS))
            {
                throw new KernelException(intent, "netlink dump", errno);
            }
        }

        throw new KernelException(intent, "netlink dump", Errno.EBUSY);
    }

    private int TryDump<T>(ushort request, ushort answer, RecordReader<T> read, List<T> records)
    {
        // The kernel refuses a dump while an earlier one, given up halfway, waits to be read.
        Discard();
        var writer = new NetlinkWriter(_request, request, NLM_F_REQUEST | NLM_F_DUMP, ++_sequence);
        // Long enough for the header of either kind; zero means all.
        writer.Append(default(IfInfoMsg));
        var interrupted = false;
        var done = !Send(writer.Finish(), out var errno);
        while (!done)
        {
            var datagram = ReceiveAnswer(out errno);
            done = errno != 0 || ReadPart(datagram, answer, read, records, ref interrupted, out errno);
        }

        return errno == 0 && interrupted ? Errno.EINTR : errno;
    }

    // Returns whether it was the last part.
    private bool ReadPart<T>(ReadOnlySpan<byte> datagram, ushort answer, RecordReader<T> read, List<T> records,
        ref bool interrupted, out int errno)
    {
        var reader = new NetlinkReader(datagram);
        while (reader.TryRead(out var message))
        {
            if (message.Sequence != _sequence)
            {
                continue;
            }

            interrupted |= (message.Flags & NLM_F_DUMP_INTR) != 0;
            if (message.Type is NLMSG_DONE or NLMSG_ERROR)
            {
                errno = Acknowledgement.ErrorOf(message.Payload);
                return true;
            }

            if (message.Type == answer && read(message, out var record))
            {
                records.Add(record);
            }
        }

        errno = 0;
        return false;
    }

    private void Discard()
    {
        while (_socket.Receive(_answer, SocketConstants.MSG_DONTWAIT, out _) > 0)
        {
        }
    }
}
