using System.Diagnostics;
using System.Globalization;
using Gateway.Hosting.Systemd;
using Gateway.Tests.Proxy;

namespace Gateway.Tests.Hosting.Systemd;

/// <summary>What systemd hears, by sd_notify(3).</summary>
[Collection(AloneCollection.Name)]
public sealed class SupervisorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_hears_how_the_service_is(bool isAbstract)
    {
        using var socket = new NotifySocket(isAbstract);
        using var manager = new Supervisor(socket.Address, null, TimeProvider.System);

        manager.Ready();
        Assert.Equal("READY=1", await socket.ReceiveAsync());
        manager.Status("Master of lan4");
        Assert.Equal("STATUS=Master of lan4", await socket.ReceiveAsync());
        manager.Alive();
        Assert.Equal("WATCHDOG=1", await socket.ReceiveAsync());
        manager.Stopping("Stops");
        Assert.Equal("STOPPING=1\nSTATUS=Stops", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_reload_is_told_with_its_moment_and_its_end()
    {
        using var socket = new NotifySocket();
        using var manager = new Supervisor(socket.Address, null, TimeProvider.System);

        var before = Microseconds();
        using (manager.Reloading())
        {
            var told = (await socket.ReceiveAsync()).Split("\nMONOTONIC_USEC=");
            Assert.Equal("RELOADING=1", told[0]);
            Assert.InRange(long.Parse(told[1], CultureInfo.InvariantCulture), before, Microseconds());
        }

        Assert.Equal("READY=1", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    public void Without_systemd_nobody_is_told(string? address)
    {
        using var manager = new Supervisor(address, TimeSpan.FromSeconds(1), TimeProvider.System);

        manager.Ready();

        Assert.Null(manager.WatchdogLimit);
    }

    [Fact]
    public void A_socket_that_is_gone_hurts_nobody()
    {
        var socket = new NotifySocket();
        using var manager = new Supervisor(socket.Address, null, TimeProvider.System);
        socket.Dispose();

        Assert.Null(Record.Exception(manager.Alive));
        manager.Dispose();
        Assert.Null(Record.Exception(manager.Alive));
    }

    [Theory]
    [InlineData("20000000", null, 20)]
    [InlineData("20000000", "own", 20)]
    [InlineData("20000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public async Task The_environment_is_taken_and_not_passed_on(string? limit, string? process, int? seconds)
    {
        using var socket = new NotifySocket();
        var own = process == "own" ? Environment.ProcessId.ToString(CultureInfo.InvariantCulture) : process;
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", socket.Address);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", limit);
        Environment.SetEnvironmentVariable("WATCHDOG_PID", own);

        using var manager = Supervisor.OfProcess();

        Assert.Equal(seconds, manager.WatchdogLimit?.TotalSeconds);
        Assert.Null(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
        Assert.Null(Environment.GetEnvironmentVariable("WATCHDOG_USEC"));
        Assert.Null(Environment.GetEnvironmentVariable("WATCHDOG_PID"));
        manager.Ready();
        Assert.Equal("READY=1", await socket.ReceiveAsync());
    }

    // Stopwatch reads CLOCK_MONOTONIC, in nanoseconds.
    private static long Microseconds() => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}
