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

    [Fact]
    public async Task A_secret_that_it_says_stands_in_a_file()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("login", "AUTH secret\r\n");
        await using var server = new OneAnswerServer("+OK\r\n");

        var result = await Plugged.LookAsync<TcpCheck>(
            new { Host = "127.0.0.1", server.Port, SendFile = file, Expect = "OK" });

        Assert.True(result.IsHealthy, result.Text);
        Assert.Equal("AUTH secret\r\n", Assert.Single(server.Heard));
    }

    [Fact]
    public async Task A_file_that_went_away_is_named()
    {
        using var hole = new BlackHole();
        using var scratch = new Scratch();
        var file = scratch.Write("login", "AUTH secret\r\n");
        await using var check = Plugged.In<TcpCheck>(new { Host = "127.0.0.1", hole.Port, SendFile = file });
        File.Delete(file);

        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal((false, $"Could not find file '{file}'."), (result.IsHealthy, result.Text));
    }
}
