using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Observers;

/// <summary>A client that asks the virtual address every millisecond who is there and takes down each answer.</summary>
internal sealed class AnswerProbe : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<Answer> _answers = [];
    private readonly IPEndPoint _target;
    private readonly Socket _socket;
    private readonly Thread _asking;
    private readonly Thread _listening;
    private readonly ManualResetEventSlim _stopping = new();

    internal AnswerProbe(SegmentNode client, IPAddress virtualAddress)
    {
        _target = new IPEndPoint(virtualAddress, AnswerResponder.Port);
        bool six = virtualAddress.AddressFamily == AddressFamily.InterNetworkV6;
        _socket = client.Namespace.CreateSocket(
            SocketType.Dgram, ProtocolType.Udp, virtualAddress.AddressFamily);
        _socket.Bind(new IPEndPoint(six ? client.Address6 : IPAddress.Any, 0));
        _asking = new Thread(Ask) { IsBackground = true, Name = "client asks" };
        _listening = new Thread(Listen) { IsBackground = true, Name = "client listens" };
        _asking.Start();
        _listening.Start();
    }

    public void Dispose()
    {
        _stopping.Set();
        _asking.Join();
        _listening.Join();
        _socket.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The first answer by <paramref name="role"/> after <paramref name="after"/>, or null.</summary>
    internal TimeSpan? First(string role, TimeSpan after)
    {
        lock (_gate)
        {
            int index = _answers.FindIndex(FirstIndexAfter(after), answer => answer.Role == role);
            return index < 0 ? null : _answers[index].At;
        }
    }

    /// <summary>The longest time without an answer from <paramref name="after"/> to <paramref name="until"/>, both of
    /// which are ends of a silence, whoever answered; by default until the last answer.</summary>
    internal TimeSpan LongestSilence(TimeSpan after, TimeSpan? until = null)
    {
        lock (_gate)
        {
            (TimeSpan longest, TimeSpan last) = (TimeSpan.Zero, after);
            for (int i = FirstIndexAfter(after); i < _answers.Count && !(_answers[i].At > until); i++)
            {
                longest = _answers[i].At - last > longest ? _answers[i].At - last : longest;
                last = _answers[i].At;
            }

            return longest;
        }
    }

    private int FirstIndexAfter(TimeSpan moment)
    {
        int low = 0;
        for (int high = _answers.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = _answers[middle].At > moment ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void Ask()
    {
        Span<byte> question = stackalloc byte[8];
        for (long sequence = 0; !_stopping.Wait(Pace); sequence++)
        {
            BitConverter.TryWriteBytes(question, sequence);
            try
            {
                _socket.SendTo(question, SocketFlags.None, _target);
            }
            catch (SocketException)
            {
                // No machine answers for the address at this moment: the silence is the measurement.
            }
        }
    }

    private void Listen()
    {
        byte[] buffer = new byte[64];
        while (!_stopping.IsSet)
        {
            if (!_socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                continue;
            }

            try
            {
                int length = _socket.Receive(buffer);
                Take(new Answer(LabClock.Now, ((char)buffer[length - 1]).ToString()));
            }
            catch (SocketException)
            {
                // A pending error of an earlier question, such as "host unreachable".
            }
        }
    }

    private void Take(Answer answer)
    {
        lock (_gate)
        {
            _answers.Add(answer);
        }
    }
}
