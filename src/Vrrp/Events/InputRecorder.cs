using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>Writes down every input of every virtual router, with its effects, so that <see cref="InputReplay"/> can do
/// the same again: a bug in the field becomes a file. One writer, the engine thread, which neither waits nor allocates;
/// the thread "vrrp-recorder" carries entries to the file ten times a second. What finds the ring full is lost and
/// counted in the file; a file that has reached its longest ends.</summary>
internal sealed class InputRecorder : IDisposable
{
    /// <summary>How long a file becomes, in characters: some days of a quiet pair.</summary>
    public const long LongestFile = 64 * 1024 * 1024;

    /// <summary>How many entries may wait by default: a tenth of a second of 255 virtual routers at 10 ms.</summary>
    public const int DefaultCapacity = 16 * 1024;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _output;
    private readonly long _longest;
    private readonly RecordedEntry[] _slots;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread _thread;

    // Writer of the ring.
    private long _written;
    private int _pending;
    private long _untold;
    private int _routers;

    // Reader of the ring.
    private long _read;
    private long _length;
    private volatile string? _failure;

    /// <summary>Records to a writer, which is disposed in the end.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="capacity">How many entries may wait; a power of two.</param>
    /// <param name="longest">How many characters are written at most.</param>
    public InputRecorder(TextWriter output, int capacity = DefaultCapacity, long longest = LongestFile)
    {
        _output = output;
        _longest = longest;
        _slots = new RecordedEntry[capacity];
        _thread = new Thread(Run) { Name = "vrrp-recorder", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why it has stopped before its end; null while it goes on.</summary>
    public string? Failure => _failure;

    /// <summary>Records to a file. One of that name becomes <c>NAME.old</c>: the life before this one may be the
    /// interesting one.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static InputRecorder Open(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Move(path, path + ".old", overwrite: true);
            }

            return new(new StreamWriter(path, append: false));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Vrrp:Recorder: cannot write to {path}: {refused.Message}", refused);
        }
    }

    /// <summary>Takes a virtual router in. Engine thread only.</summary>
    /// <returns>Its number.</returns>
    public int Add(string name, VrrpMachineSettings settings)
    {
        var router = _routers++;
        if (TryReserve(2))
        {
            Put(new() { Kind = RecordedKind.Router, Router = router, Name = name });
            Put(new() { Kind = RecordedKind.Settings, Router = router, Settings = settings });
            Publish();
        }

        return router;
    }

    /// <summary>Notes an input and what came of it, all of it or nothing. Engine thread only.</summary>
    public void Record(int router, Instant now, in VrrpInput input, EffectBuffer effects) =>
        Record(new() { Kind = RecordedKind.Input, Router = router, At = now, Input = input }, effects);

    /// <summary>Notes new settings and what came of them, all of it or nothing. Engine thread only.</summary>
    public void Record(int router, Instant now, VrrpMachineSettings settings, EffectBuffer effects) =>
        Record(new() { Kind = RecordedKind.Settings, Router = router, At = now, Settings = settings }, effects);

    /// <summary>Writes what waits and closes the file. AFTER the last entry.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _thread.Join();
        _stopping.Dispose();
        try
        {
            _output.Dispose();
        }
        catch (IOException refused)
        {
            // What a full disk did not take is still in the buffer.
            _failure ??= refused.Message;
        }
    }

    private void Record(in RecordedEntry cause, EffectBuffer effects)
    {
        if (TryReserve(1 + effects.Count))
        {
            Put(cause);
            for (var i = 0; i < effects.Count; i++)
            {
                Put(new() { Kind = RecordedKind.Effect, Router = cause.Router, Effect = effects[i] });
            }

            Publish();
        }
    }

    // With one place more, for the word on what was lost before.
    private bool TryReserve(int count)
    {
        if (_slots.Length - (_written - Volatile.Read(ref _read)) < count + 1)
        {
            Volatile.Write(ref _untold, _untold + count);
            return false;
        }

        if (_untold > 0)
        {
            Put(new() { Kind = RecordedKind.Lost, Count = _untold });
            Volatile.Write(ref _untold, 0);
        }

        return true;
    }

    private void Put(in RecordedEntry entry) => _slots[(_written + _pending++) % _slots.Length] = entry;

    private void Publish()
    {
        // AFTER the slots: the reader looks at the count first.
        Volatile.Write(ref _written, _written + _pending);
        _pending = 0;
    }

    private void Run()
    {
        try
        {
            _output.WriteLine(RecordingText.Header);
            // The last round is AFTER the stop: what was written before it is still there.
            for (var isOver = false; !isOver && _length < _longest;)
            {
                isOver = _stopping.Wait(Period);
                WriteWaiting();
            }

            End();
        }
        catch (Exception refused) when (refused is IOException or ObjectDisposedException)
        {
            _failure = refused.Message;
        }
    }

    private void WriteWaiting()
    {
        var written = Volatile.Read(ref _written);
        while (_read < written && _length < _longest)
        {
            var line = RecordingText.Of(_slots[_read % _slots.Length]);
            _output.WriteLine(line);
            _length += line.Length + 1;
            // AFTER the slot was read: the writer may use it from here on.
            Volatile.Write(ref _read, _read + 1);
        }

        _output.Flush();
    }

    private void End()
    {
        if (_length >= _longest)
        {
            _output.WriteLine(RecordingText.Full);
            _failure = $"the file has reached {_longest} characters";
        }
        else if (Volatile.Read(ref _untold) is > 0 and var untold)
        {
            _output.WriteLine(RecordingText.Of(new RecordedEntry { Kind = RecordedKind.Lost, Count = untold }));
        }

        _output.Flush();
    }
}
