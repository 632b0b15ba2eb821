using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Observers;

/// <summary>The same tiny service on every machine: answers each UDP datagram with what it holds and the machine's
/// name. It is served by this process, so it goes on when the program under test is killed or frozen.</summary>
internal sealed class AnswerResponder : IDisposable
{
    internal const int Port = 7001;
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly byte _name;
    private readonly AddressFamily _family;
    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _stopping;

    internal AnswerResponder(SegmentNode node, AddressFamily family)
    {
        _family = family;
        _name = (byte)node.Role[0];
        _socket = node.Namespace.CreateSocket(SocketType.Dgram, ProtocolType.Udp, family);
        _socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, Port));
        _thread = new Thread(Loop) { IsBackground = true, Name = $"answers of {node.Role}" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _socket.Dispose();
    }

    private void Loop()
    {
        byte[] buffer = new byte[64];
        var sender = new SocketAddress(_family);
        while (!_stopping)
        {
            if (!_socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                continue;
            }

            try
            {
                int length = _socket.ReceiveFrom(buffer, SocketFlags.None, sender);
                buffer[length] = _name;
                _socket.SendTo(buffer.AsSpan(0, length + 1), SocketFlags.None, sender);
            }
            catch (SocketException)
            {
                // The cable is cut or the way back is gone; the client notices by missing the answer.
            }
        }
    }
}
