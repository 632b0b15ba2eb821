using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Lab.Interop;

namespace Lab.Network;

/// <summary>A named network namespace with one thread inside it. A socket stays in the namespace of the thread that
/// created it, so this process can speak and listen in all of them at once, with one clock.</summary>
internal sealed class NetNamespace : IDisposable
{
    internal const string Folder = "/run/netns";

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private readonly string _identity;

    /// <summary>Enters the existing namespace <paramref name="name"/>.</summary>
    internal NetNamespace(string name)
    {
        Name = name;
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
        _thread.Start();
        Run(Enter);
        _identity = Run(() => IdentityOf("thread-self"));
    }

    /// <summary>The name that <c>ip netns</c> knows.</summary>
    internal string Name { get; }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    /// <summary>Creates a socket inside the namespace; it can be used from any thread.</summary>
    internal Socket CreateSocket(
        SocketType type, ProtocolType protocol, AddressFamily family = AddressFamily.InterNetwork) =>
        Run(() => new Socket(family, type, protocol));

    /// <summary>Runs <paramref name="function"/> on the thread inside the namespace and returns its result.</summary>
    internal T Run<T>(Func<T> function)
    {
        T result = default!;
        Run(() => { result = function(); });
        return result;
    }

    /// <summary>Ids of all processes inside the namespace, this one never among them.</summary>
    internal int[] Processes()
    {
        var found = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int id) && id != Environment.ProcessId
                && IdentityOf(Path.GetFileName(folder)) == _identity)
            {
                found.Add(id);
            }
        }

        return [.. found];
    }

    private static string IdentityOf(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Run(Action action)
    {
        using var done = new ManualResetEventSlim();
        ExceptionDispatchInfo? failure = null;
        _work.Add(() =>
        {
            try
            {
                action();
            }
            catch (Exception problem)
            {
                failure = ExceptionDispatchInfo.Capture(problem);
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait();
        failure?.Throw();
    }

    private void Enter()
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle($"{Folder}/{Name}");
        if (Libc.setns(handle, Libc.CLONE_NEWNET) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"enter network namespace {Name}");
        }
    }

    private void Loop()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
