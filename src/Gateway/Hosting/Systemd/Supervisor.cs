using System.Globalization;
using System.Net.Sockets;

namespace Gateway.Hosting.Systemd;

/// <summary>systemd, as far as it wants to hear how the service is: sd_notify(3). Without systemd nobody is told. Any
/// thread; a message that systemd does not take within a second is lost.</summary>
internal sealed class Supervisor : IDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string WatchdogProcessVariable = "WATCHDOG_PID";
    private const int PatienceMilliseconds = 1000;
    private const int MicrosecondsPerSecond = 1_000_000;

    private readonly UnixDomainSocketEndPoint? _address;
    private readonly Socket? _socket;
    private readonly TimeProvider _time;

    /// <summary>Speaks to a socket.</summary>
    /// <param name="address">Its path, or its abstract name behind an <c>@</c>; null or anything else: nobody is
    /// told.</param>
    /// <param name="watchdog">How long systemd waits for a sign of life; null when it does not.</param>
    /// <param name="time">The clock: CLOCK_MONOTONIC, as of <see cref="TimeProvider.System"/>.</param>
    public Supervisor(string? address, TimeSpan? watchdog, TimeProvider time)
    {
        _time = time;
        if (address is not ['/' or '@', _, ..])
        {
            return;
        }

        WatchdogLimit = watchdog;
        _address = new(address[0] == '@' ? $"\0{address[1..]}" : address);
        _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            SendTimeout = PatienceMilliseconds,
        };
    }

    /// <summary>How long systemd waits for <see cref="Alive"/> before it kills and restarts the service; null: it does
    /// not wait for any.</summary>
    public TimeSpan? WatchdogLimit { get; }

    /// <summary>The one that started this process. Its variables are removed: what this process starts is not the
    /// service.</summary>
    public static Supervisor OfProcess()
    {
        var address = Take(SocketVariable);
        var isOurs = Take(WatchdogProcessVariable) is not { } id
            || id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var isTimed = long.TryParse(Take(WatchdogVariable), CultureInfo.InvariantCulture, out var limit) && limit > 0;
        return new(address, isTimed && isOurs ? TimeSpan.FromMicroseconds(limit) : null, TimeProvider.System);
    }

    /// <summary>The service serves: what waits for it may start.</summary>
    public void Ready() => Tell("READY=1");

    /// <summary>The service takes up its files anew, until what is returned is disposed: whatever came of it.</summary>
    public IDisposable Reloading()
    {
        var microseconds = (long)((Int128)_time.GetTimestamp() * MicrosecondsPerSecond / _time.TimestampFrequency);
        Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
        return new Reload(this);
    }

    /// <summary>The service begins to stop.</summary>
    /// <param name="sentence">What <c>systemctl status</c> shows meanwhile.</param>
    public void Stopping(string sentence) => Tell($"STOPPING=1\nSTATUS={sentence}");

    /// <summary>What <c>systemctl status</c> shows.</summary>
    /// <param name="sentence">One line.</param>
    public void Status(string sentence) => Tell($"STATUS={sentence}");

    /// <summary>A sign of life.</summary>
    public void Alive() => Tell("WATCHDOG=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private static string? Take(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        return value;
    }

    private void Tell(string message)
    {
        try
        {
            _ = _socket?.SendTo(System.Text.Encoding.UTF8.GetBytes(message), _address!);
        }
        catch (Exception refused) when (refused is SocketException or ObjectDisposedException)
        {
            // systemd is restarting, or the service has ended: the service itself loses nothing.
        }
    }

    private sealed class Reload(Supervisor supervisor) : IDisposable
    {
        public void Dispose() => supervisor.Ready();
    }
}
