using System.Net.Sockets;
using Gateway.Cli.Operate;
using Gateway.Tests.Admin;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Cli.Operate;

/// <summary>A gateway that is there and says nothing, as one that was stopped.</summary>
public sealed class AdminClientTests
{
    [Fact]
    public async Task A_gateway_that_hangs_is_told_from_one_that_is_not_there()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "gateway.sock");
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(path));
        silent.Listen();
        using var client = new AdminClient(path) { Limit = TimeSpan.FromMilliseconds(50) };

        var hangs = await Assert.ThrowsAsync<NoGatewayException>(
            () => client.GetAsync("/api/status", AdminRig.Patience));

        Assert.StartsWith($"The gateway at {path} has not answered within 50ms: it hangs, ", hangs.Message,
            StringComparison.Ordinal);
        Assert.Equal(2, StatusCheck.Judge(hangs).ExitCode);
    }
}
