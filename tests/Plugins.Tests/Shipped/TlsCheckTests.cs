using Gateway.Plugins;
using Shared;
using Tls;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Tls plugin. The clock stands at 2026-01-01.</summary>
public sealed class TlsCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData(40, 0, "expires on 2026-02-10, in 40 days")]
    [InlineData(13, 50, "expires on 2026-01-14, in 13 days")]
    [InlineData(2, 100, "expires on 2026-01-03, in 2 days")]
    [InlineData(-1, 100, "the certificate expired on 2025-12-31")]
    public async Task Time_left_decides(int days, int demotion, string text)
    {
        var result = await LookAsync("shop.example", Now.AddDays(days), new() { ["Days"] = 3 });

        Assert.Equal((demotion, text), (result.Demotion, result.Text));
    }

    [Theory]
    [InlineData(true, false, "the certificate is for shop.example, not for other.example")]
    [InlineData(false, true, "expires on 2026-02-10, in 40 days")]
    public async Task The_name_decides(bool verify, bool isHealthy, string text)
    {
        var result = await LookAsync(
            "other.example", Now.AddDays(40), new() { ["VerifyName"] = verify });

        Assert.Equal((isHealthy, text), (result.IsHealthy, result.Text));
    }

    [Theory]
    [InlineData(true, false, "the chain is not trusted: ")]
    [InlineData(false, true, "expires on 2026-02-10, in 40 days")]
    public async Task The_chain_decides(bool verify, bool isHealthy, string text)
    {
        using var stranger = new TestAuthority();
        var result = await LookAsync(
            "shop.example",
            Now.AddDays(40),
            new() { ["VerifyChain"] = verify, ["CaFile"] = _scratch.Write("stranger.pem", stranger.Pem) });

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.StartsWith(text, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_says_so()
    {
        var result = await Plugged.LookAsync<TlsCheck>(new { Host = "127.0.0.1", Port = BlackHole.ClosedPort() });

        Assert.EndsWith("Connection refused", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_speaks_no_tls_is_unhealthy()
    {
        await using var sink = new SmtpSink();

        var result = await Plugged.LookAsync<TlsCheck>(new { Host = "127.0.0.1", sink.Port });

        Assert.StartsWith("no handshake: ", result.Text, StringComparison.Ordinal);
    }

    private async Task<HealthResult> LookAsync(
        string name, DateTimeOffset until, Dictionary<string, object> settings)
    {
        using var certificate = _authority.Issue("shop.example", until);
        await using var server = new OneAnswerServer("", certificate);
        settings["Host"] = "127.0.0.1";
        settings["Port"] = server.Port;
        settings["Name"] = name;
        settings.TryAdd("CaFile", _scratch.Write("ca.pem", _authority.Pem));
        return await Plugged.LookAsync<TlsCheck>(settings, new FakeTime());
    }
}
