using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Observers;

/// <summary>The same tiny service on every machine: answers each UDP datagram with its sequence number and the machine's
/// name. It is served by this process, so it goes on when the program under test is killed or frozen.</summary>
internal sealed class AnswerResponder : IDisposable
{
    internal const int Port = 7001;
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly byte name;
    private readonly Socket socket;
    private readonly Thread thread;
    private volatile bool stopping;

    internal AnswerResponder(SegmentNode node)
    {
        name = (byte)node.Role[0];
        socket = node.Namespace.CreateSocket(SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, Port));
        thread = new Thread(Loop) { IsBackground = true, Name = $"answers of {node.Role}" };
        thread.Start();
    }

    public void Dispose()
    {
        stopping = true;
        thread.Join();
        socket.Dispose();
    }

    private void Loop()
    {
        byte[] buffer = new byte[64];
        var sender = new SocketAddress(AddressFamily.InterNetwork);
        while (!stopping)
        {
            if (!socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                continue;
            }

            try
            {
                int length = socket.ReceiveFrom(buffer, SocketFlags.None, sender);
                buffer[length] = name;
                socket.SendTo(buffer.AsSpan(0, length + 1), SocketFlags.None, sender);
            }
            catch (SocketException)
            {
                // The cable is cut or the way back is gone; the client notices by missing the answer.
            }
        }
    }
}
