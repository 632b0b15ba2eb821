using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks;

/// <summary>A program that listens on loopback, for as long as this object lives.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RunningProgram(Process process) => _process = process;

    /// <summary>What it uses.</summary>
    public ProcessTree Use => new(_process.Id);

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="port">Where it will.</param>
    /// <param name="log">What it says goes there.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="BenchmarkException">It ended, or does not listen.</exception>
    public static async Task<RunningProgram> StartAsync(int port, string log, params string[] command)
    {
        // The shell gives way to the program, whose words go to a file: a pipe would fill up.
        var start = new ProcessStartInfo("/bin/sh");
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        var program = new RunningProgram(Process.Start(start)!);
        var began = Stopwatch.GetTimestamp();
        while (!await ListensAsync(port))
        {
            if (program._process.HasExited || Stopwatch.GetElapsedTime(began) > s_patience)
            {
                program.Dispose();
                throw new BenchmarkException($"{command[0]} does not listen; it said:\n{await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return program;
    }

    /// <summary>A port that nobody has.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
