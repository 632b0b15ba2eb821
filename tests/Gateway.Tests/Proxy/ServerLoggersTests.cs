using System.Net.Sockets;
using Gateway.Proxy;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>What Kestrel says, and what is left out of it.</summary>
public sealed class ServerLoggersTests
{
    private const string Words = "Unhandled exception while processing 0HN.";

    /// <summary>The kernel's end of what was connected to an address that has moved; any other end is told, and so is
    /// this one by anybody else.</summary>
    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", SocketError.ConnectionAborted, 0)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Connections", SocketError.ConnectionAborted, 0)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", SocketError.AccessDenied, 1)]
    [InlineData("Gateway.Proxy.FrontDoors", SocketError.ConnectionAborted, 1)]
    public void A_connection_whose_address_has_moved_is_no_fault(string category, SocketError error, int lines)
    {
        using var log = new RecordedLog();
        using var loggers = new ServerLoggers(log.CreateFactory());

        loggers.CreateLogger(category).LogError(new SocketException((int)error), Words);

        Assert.Equal(lines, log.Lines.Count);
    }
}
