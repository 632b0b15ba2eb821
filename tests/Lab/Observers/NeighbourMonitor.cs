using System.Net;
using Lab.Interop;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Takes down every MAC address that a machine has believed an address to be at. Thread-safe.</summary>
internal sealed class NeighbourMonitor : KernelMonitor
{
    private const int NeighbourHeader = 12;

    private readonly Lock _gate = new();
    private readonly List<string> _believed = [];
    private readonly byte[] _address;

    internal NeighbourMonitor(SegmentNode node, IPAddress address)
        : base(node, Libc.RTMGRP_NEIGH)
    {
        _address = address.GetAddressBytes();
        Start();
    }

    /// <summary>The MAC addresses in the order of time; one that did not change counts once.</summary>
    internal string[] Believed
    {
        get
        {
            lock (_gate)
            {
                return [.. _believed];
            }
        }
    }

    protected override void Read(ushort type, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> attributes = body[Math.Min(NeighbourHeader, body.Length)..];
        if (type != Libc.RTM_NEWNEIGH || !Attribute(attributes, Libc.NDA_DST).SequenceEqual(_address))
        {
            return;
        }

        ReadOnlySpan<byte> hardware = Attribute(attributes, Libc.NDA_LLADDR);
        string text = string.Join(':', hardware.ToArray().Select(part => part.ToString("x2", null)));
        lock (_gate)
        {
            // Without one, nobody has answered yet.
            if (text.Length > 0 && (_believed.Count == 0 || _believed[^1] != text))
            {
                _believed.Add(text);
            }
        }
    }
}
