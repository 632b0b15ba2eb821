using System.Net.Sockets;
using Gateway.Cli.Operate;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Cli.Operate;

public sealed class AdminClientTests
{
    /// <summary>The kernel takes the connection of a process that is stopped or hangs.</summary>
    [Fact]
    public async Task A_gateway_that_is_frozen_is_no_gateway()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "frozen.sock");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        using var client = new AdminClient(path) { Patience = TimeSpan.FromMilliseconds(100) };

        var refusal = await Assert.ThrowsAsync<NoGatewayException>(
            () => client.GetAsync("/api/status", CancellationToken.None));

        Assert.StartsWith(
            $"The gateway at {path} has not answered within 0.1 s", refusal.Message, StringComparison.Ordinal);
    }
}
