using System.Text.Json;
using Gateway.Plugins;
using Resolving;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Dns plugin.</summary>
public sealed class DnsCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("A", "10.0.0.1", "", true, "10.0.0.1")]
    [InlineData("AAAA", "fd00::1", "fd00::1", true, "fd00::1")]
    [InlineData("A", "10.0.0.1, 10.0.0.2", "10.0.0.2", true, "10.0.0.1, 10.0.0.2")]
    [InlineData("A", "10.0.0.1", "10.0.0.2", false, "10.0.0.1, without 10.0.0.2")]
    [InlineData("AAAA", "10.0.0.1", "", false, "shop.example has no AAAA address, says 127.0.0.1")]
    [InlineData("A", "", "", false, "shop.example has no A address, says 127.0.0.1")]
    public async Task The_answers_decide(string type, string answers, string expect, bool isHealthy, string text)
    {
        await using var server = NameServer.With(Words(answers));

        var result = await Plugged.LookAsync<DnsCheck>(new
        {
            Name = "shop.example",
            Type = type,
            Server = "127.0.0.1",
            server.Port,
            Expect = Words(expect),
        });

        Assert.Equal((isHealthy, text), (result.IsHealthy, result.Text));
    }

    [Theory]
    [InlineData(3, "shop.example does not exist, says 127.0.0.1")]
    [InlineData(2, "shop.example was refused with code 2, says 127.0.0.1")]
    public async Task A_failure_is_named(int code, string text)
    {
        await using var server = NameServer.Refusing(code);

        Assert.Equal(text, (await Plugged.LookAsync<DnsCheck>(Settings(server))).Text);
    }

    [Fact]
    public async Task A_lost_packet_is_sent_again()
    {
        var asked = 0;
        await using var server = NameServer.Saying(
            query => ++asked < 3 ? null : NameServer.Answer(query, code: 0, "10.0.0.1"));

        var result = await Plugged.LookAsync<DnsCheck>(Settings(server));

        Assert.Equal((true, 3), (result.IsHealthy, asked));
    }

    [Fact]
    public async Task What_is_no_answer_to_this_question_is_not_listened_to()
    {
        byte[][] strange = [[], [0], new byte[12], [.. Enumerable.Repeat((byte)0xFF, 512)]];
        var asked = 0;
        await using var server = NameServer.Saying(query => asked++ switch
        {
            < 4 => strange[asked - 1],
            4 => NameServer.Answer([(byte)(query[0] ^ 1), .. query[1..]], code: 0, "10.6.6.6"),
            5 => NameServer.Answer([.. query[..13], (byte)(query[13] ^ 1), .. query[14..]], code: 0, "10.6.6.6"),
            6 => NameServer.Answer(query, code: 0, "10.6.6.6")[..^3],
            _ => NameServer.Answer(query, code: 0, "10.0.0.1"),
        });

        var result = await Plugged.LookAsync<DnsCheck>(Settings(server));

        Assert.Equal("10.0.0.1", result.Text);
    }

    [Fact]
    public async Task Without_a_server_the_port_says_so()
    {
        var port = BlackHole.ClosedPort();

        var result = await Plugged.LookAsync<DnsCheck>(
            new { Name = "shop.example", Server = "127.0.0.1", Port = port });

        Assert.Equal($"no name server at 127.0.0.1 port {port}", result.Text);
    }

    [Fact]
    public async Task Without_a_setting_the_servers_of_the_system_are_asked()
    {
        await using var check = Plugged.In<DnsCheck>(new { Name = "shop.example", Port = BlackHole.ClosedPort() });
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        // Whoever they are, they do not listen at that port: a refusal, or silence to the end.
        var look = check.CheckAsync(enough.Token);
        var error = await Record.ExceptionAsync(() => look);

        Assert.True(error is OperationCanceledException || !(await look).IsHealthy);
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.1", "10.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.2", "10.0.0.1")]
    [InlineData("127.0.0.2", "127.0.0.3", "no name server at 127.0.0.3 port {0}")]
    public async Task A_server_of_the_system_that_is_not_there_leaves_the_others(
        string first, string second, string text)
    {
        await using var server = NameServer.With("10.0.0.1");

        var result = await LookAsync(server.Port, first, second);

        Assert.Equal(text.Replace("{0}", $"{server.Port}", StringComparison.Ordinal), result.Text);
    }

    [Fact]
    public async Task A_server_of_the_system_that_cannot_answer_is_passed_over_and_the_last_one_counts()
    {
        var asked = 0;
        await using var server = NameServer.Saying(
            query => ++asked == 1 ? NameServer.Answer(query, code: 5) : NameServer.Answer(query, code: 0, "10.0.0.1"));
        await using var failing = NameServer.Refusing(2);

        var good = await LookAsync(server.Port, "127.0.0.1", "127.0.0.1");
        var bad = await LookAsync(failing.Port, "127.0.0.1", "127.0.0.1");

        Assert.Equal("10.0.0.1", good.Text);
        Assert.Equal("shop.example was refused with code 2, says 127.0.0.1", bad.Text);
    }

    // By the servers of a system that has these.
    private async Task<HealthResult> LookAsync(int port, params string[] servers)
    {
        var file = _scratch.Write("resolv.conf", string.Concat(servers.Select(server => $"nameserver {server}\n")));
        await using var check = new DnsCheck { SystemServers = file };
        check.Configure(new PluginContext
        {
            Plugin = "Dns",
            Name = "resolver",
            Settings = JsonSerializer.SerializeToElement(new { Name = "shop.example", Port = port }),
        });
        return await check.CheckAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static object Settings(NameServer server) =>
        new { Name = "shop.example", Server = "127.0.0.1", server.Port, Patience = "50ms" };

    private static string[] Words(string list) => list.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
