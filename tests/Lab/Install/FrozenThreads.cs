using System.ComponentModel;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Lab.Interop;
using Shared;

namespace Lab.Install;

/// <summary>Some threads of another process that stand still, while its other ones run: what a deadlock looks like from
/// outside. They go on when this is disposed, unless they are dead by then.</summary>
internal sealed class FrozenThreads : IDisposable
{
    // ESRCH.
    private const int NoSuchThread = 3;

    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(20);

    private readonly List<int> _threads = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly ManualResetEventSlim _begun = new();
    private readonly Thread _keeper;
    private ExceptionDispatchInfo? _problem;

    /// <summary>Stops those whose name begins so.</summary>
    /// <exception cref="Win32Exception">The kernel does not allow it.</exception>
    internal FrozenThreads(int process, string name)
    {
        // They stand for as long as the thread that stopped them lives.
        _keeper = new Thread(() => Keep(process, name)) { IsBackground = true, Name = "keeper" };
        _keeper.Start();
        _begun.Wait();
        _problem?.Throw();
    }

    /// <summary>How many there are.</summary>
    internal int Count => _threads.Count;

    public void Dispose()
    {
        _end.Set();
        _keeper.Join();
        _end.Dispose();
        _begun.Dispose();
    }

    private void Keep(int process, string name)
    {
        try
        {
            foreach (string task in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                int thread = int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture);
                if (ProcessStat.Text($"{task}/comm").StartsWith(name, StringComparison.Ordinal) && TryStop(thread))
                {
                    _threads.Add(thread);
                }
            }
        }
        catch (Exception refused)
        {
            _problem = ExceptionDispatchInfo.Capture(refused);
        }

        _begun.Set();
        while (!_end.Wait(LookPeriod))
        {
            // A dead one is a zombie, and its process with it, until who stopped it has taken note.
            _threads.ForEach(thread => _ = Libc.waitpid(thread, 0, Libc.WNOHANG | Libc.WALL));
        }
    }

    // False of one that has ended.
    private static bool TryStop(int thread)
    {
        if (Libc.ptrace(Libc.PTRACE_SEIZE, thread, 0, 0) == 0
            && Libc.ptrace(Libc.PTRACE_INTERRUPT, thread, 0, 0) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == NoSuchThread ? false : throw new Win32Exception(error, $"stop thread {thread}");
    }
}
