using Tcp;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Tcp plugin.</summary>
public sealed class TcpCheckTests
{
    [Fact]
    public async Task A_connection_is_enough()
    {
        using var hole = new BlackHole();

        var result = await Plugged.LookAsync<TcpCheck>(new { Host = "localhost", hole.Port });

        Assert.True(result.IsHealthy);
        Assert.Matches("^connected after [0-9]+ ms$", result.Text);
    }

    [Fact]
    public async Task A_refused_connection_says_where()
    {
        var port = BlackHole.ClosedPort();

        var result = await Plugged.LookAsync<TcpCheck>(new { Host = "127.0.0.1", Port = port });

        Assert.Equal((false, $"127.0.0.1:{port}: Connection refused"), (result.IsHealthy, result.Text));
    }

    [Theory]
    [InlineData("+PONG\r\n", "PONG", true)]
    [InlineData("-ERR\r\n loading", "PONG", false)]
    [InlineData("", "PONG", false)]
    public async Task What_it_says_decides(string answer, string expect, bool isHealthy)
    {
        await using var server = new OneAnswerServer(answer);

        var result = await Plugged.LookAsync<TcpCheck>(
            new { Host = "127.0.0.1", server.Port, Send = "PING\r\n", Expect = expect });

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.Equal("PING\r\n", Assert.Single(server.Heard));
        Assert.True(isHealthy || result.Text is "it said \"-ERR   loading\"" or "it closed without a word", result.Text);
    }
}
