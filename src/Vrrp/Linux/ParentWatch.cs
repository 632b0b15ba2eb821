using System.Runtime.InteropServices;
using System.Text;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;
using static Gateway.Vrrp.Linux.Interop.SignalConstants;

namespace Gateway.Vrrp.Linux;

/// <summary>What a child hears of its parent: lines on the standard input, and the parent's death, however it came. See
/// <see cref="DeathNotice"/>; without that, the end of the input tells. Owned by one thread.</summary>
public sealed class ParentWatch : IDisposable
{
    private const int StandardInput = 0;
    private const int FirstBuffer = 1 << 14;
    private const int NotPolled = -1;

    private static readonly Instant AtOnce = new(0);

    private readonly PollLoop _poll = new();
    private readonly FileDescriptor _input = new(StandardInput);
    private readonly FileDescriptor? _signals;
    private readonly int _parent = Libc.GetPPid();
    private readonly int _inputPoll;
    private readonly int _signalPoll = NotPolled;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _length;
    private bool _isDead;

    /// <summary>Watches from now on. The calling thread becomes a real-time one, where permitted.</summary>
    public ParentWatch()
    {
        _ = Scheduling.TryMakeRealTime();
        _inputPoll = _poll.Add(_input);
        _signals = Signals();
        if (_signals is not null)
        {
            _signalPoll = _poll.Add(_signals);
            // Once for nothing, so that the code is compiled when it counts.
            _ = IsDeathTold();
        }
    }

    /// <summary>The next line of the parent. All that it wrote comes first, and then its death.</summary>
    /// <returns>Null when it is dead, or has closed the input.</returns>
    /// <exception cref="KernelException">The kernel refuses to wait.</exception>
    public string? ReadLine()
    {
        for (; ; )
        {
            var end = _buffer.AsSpan(0, _length).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(end, end + 1);
            }

            if (!TryFill())
            {
                return _length > 0 ? Take(_length, _length) : null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signals?.Dispose();
        _input.Dispose();
    }

    // Where the signal is not blocked in all threads it would end this process instead.
    private static FileDescriptor? Signals()
    {
        var signals = SigSet.Of(DeathNotice.Signal);
        if (Libc.PThreadSigMask(SIG_BLOCK, signals, out var before) != 0 || !before.Contains(DeathNotice.Signal))
        {
            return null;
        }

        var descriptor = new FileDescriptor(Libc.SignalFd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC));
        if (!descriptor.IsInvalid && Libc.PrCtl(PR_SET_PDEATHSIG, DeathNotice.Signal) == 0)
        {
            return descriptor;
        }

        descriptor.Dispose();
        return null;
    }

    // What is in the pipe BEFORE the death: it was written earlier.
    private bool TryFill()
    {
        for (; ; )
        {
            _ = _poll.Wait(_isDead ? AtOnce : Instant.Never);
            if (_poll.IsReadable(_inputPoll))
            {
                return TryRead();
            }

            if (_isDead)
            {
                return false;
            }

            _isDead = IsDeathTold();
        }
    }

    private bool TryRead()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _length * 2);
        }

        nint read;
        do
        {
            read = Libc.Read(_input, _buffer.AsSpan(_length), (nuint)(_buffer.Length - _length));
        }
        while (read < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        _length += (int)Math.Max(0, read);
        return read > 0;
    }

    // Anybody may send the signal.
    private bool IsDeathTold()
    {
        Span<SignalFdSigInfo> told = stackalloc SignalFdSigInfo[1];
        var bytes = MemoryMarshal.AsBytes(told);
        return Libc.Read(_signals!, bytes, (nuint)bytes.Length) == bytes.Length && told[0].Sender == _parent;
    }

    private string Take(int length, int used)
    {
        var line = Encoding.UTF8.GetString(_buffer, 0, length);
        _buffer.AsSpan(used, _length - used).CopyTo(_buffer);
        _length -= used;
        return line;
    }
}
