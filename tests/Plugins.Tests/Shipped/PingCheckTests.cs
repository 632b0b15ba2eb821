using Pinging;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Ping plugin. Without CAP_NET_RAW or a ping_group_range with the tests' group, it says what
/// it needs.</summary>
public sealed class PingCheckTests
{
    private static string Otherwise => Environment.IsPrivilegedProcess ? "" : "|^needs CAP_NET_RAW";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task This_machine_replies(string address)
    {
        var result = await Plugged.LookAsync<PingCheck>(new { Address = address });

        Assert.Matches("^1 reply after" + Otherwise, result.Text);
        Assert.Equal(result.Text.StartsWith('1'), result.IsHealthy);
    }

    [Fact]
    public async Task Replies_are_counted()
    {
        var result = await Plugged.LookAsync<PingCheck>(
            new { Address = "127.0.0.1", Count = 3, Replies = 3, Pause = "10ms" });

        Assert.Matches("^3 replies after" + Otherwise, result.Text);
    }

    [Fact]
    public async Task Two_at_once_take_only_their_own_replies()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => Plugged.LookAsync<PingCheck>(new { Address = "127.0.0.1", Count = 2, Replies = 2, Pause = "10ms" })));

        Assert.All(results, result => Assert.Matches("^2 replies after" + Otherwise, result.Text));
    }
}
