using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Observers;

/// <summary>A client that asks the virtual address every millisecond who is there and takes down each answer.</summary>
internal sealed class AnswerProbe : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly List<Answer> answers = [];
    private readonly IPEndPoint target;
    private readonly Socket socket;
    private readonly Thread asking;
    private readonly Thread listening;
    private readonly ManualResetEventSlim stopping = new();

    internal AnswerProbe(SegmentNode client, IPAddress virtualAddress)
    {
        target = new IPEndPoint(virtualAddress, AnswerResponder.Port);
        socket = client.Namespace.CreateSocket(SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        asking = new Thread(Ask) { IsBackground = true, Name = "client asks" };
        listening = new Thread(Listen) { IsBackground = true, Name = "client listens" };
        asking.Start();
        listening.Start();
    }

    public void Dispose()
    {
        stopping.Set();
        asking.Join();
        listening.Join();
        socket.Dispose();
        stopping.Dispose();
    }

    /// <summary>The first answer by <paramref name="role"/> that arrived after <paramref name="after"/>, or null.</summary>
    internal TimeSpan? First(string role, TimeSpan after)
    {
        lock (gate)
        {
            int index = answers.FindIndex(FirstIndexAfter(after), answer => answer.Role == role);
            return index < 0 ? null : answers[index].At;
        }
    }

    /// <summary>The longest time without any answer between the two moments.</summary>
    internal TimeSpan LongestSilence(TimeSpan from, TimeSpan to)
    {
        TimeSpan longest = TimeSpan.Zero;
        TimeSpan last = from;
        lock (gate)
        {
            for (int i = FirstIndexAfter(from); i < answers.Count && answers[i].At < to; i++)
            {
                longest = answers[i].At - last > longest ? answers[i].At - last : longest;
                last = answers[i].At;
            }
        }

        return to - last > longest ? to - last : longest;
    }

    private int FirstIndexAfter(TimeSpan moment)
    {
        int low = 0;
        for (int high = answers.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = answers[middle].At > moment ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void Ask()
    {
        Span<byte> question = stackalloc byte[8];
        for (long sequence = 0; !stopping.Wait(Pace); sequence++)
        {
            BitConverter.TryWriteBytes(question, sequence);
            try
            {
                socket.SendTo(question, SocketFlags.None, target);
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
        while (!stopping.IsSet)
        {
            if (!socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                continue;
            }

            try
            {
                int length = socket.Receive(buffer);
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
        lock (gate)
        {
            answers.Add(answer);
        }
    }
}
