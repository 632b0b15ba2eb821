using System.Net.Security;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>Methods that are seldom seen, and what becomes of them.</summary>
public sealed class MethodTests(StrictProxy proxy) : IClassFixture<StrictProxy>
{
    private const string Rest = "Host: app.example.com\r\nConnection: close\r\n\r\n";

    /// <summary>RFC 9110 section 9.1: methods are case-sensitive. What forwards would send GET for get: the client's
    /// request would be another than the upstream's.</summary>
    [Theory]
    [InlineData("get")]
    [InlineData("Post")]
    [InlineData("hEAD")]
    [InlineData("options")]
    public async Task A_known_method_in_other_letters_is_none_that_anybody_has(string method)
    {
        var answer = await proxy.AskAsync($"{method} / HTTP/1.1\r\n{Rest}");

        Assert.StartsWith("HTTP/1.1 501 ", answer, StringComparison.Ordinal);
        Assert.Empty(proxy.Reached);
    }

    [Theory]
    [InlineData("PROPFIND")]
    [InlineData("PURGE")]
    [InlineData("x-own.method")]
    public async Task A_method_that_is_not_known_is_forwarded_as_it_is(string method)
    {
        var answer = await proxy.AskAsync($"{method} / HTTP/1.1\r\n{Rest}");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Equal([$"{method} / "], proxy.Reached);
    }

    /// <summary>RFC 9110 section 9.3.7: it is about the server as a whole, and no route has it.</summary>
    [Theory]
    [InlineData("app.example.com")]
    [InlineData("unknown.example")]
    public async Task Options_of_the_server_itself_are_answered_here(string host)
    {
        var answer = await proxy.AskAsync($"OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\nGET / HTTP/1.1\r\n{Rest}");

        Assert.StartsWith("HTTP/1.1 204 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, HEAD, ", answer, StringComparison.Ordinal);
        // The connection goes on.
        Assert.Contains("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Equal(["GET / "], proxy.Reached);
    }

    [Fact]
    public async Task Options_of_a_path_are_the_upstreams()
    {
        _ = await proxy.AskAsync($"OPTIONS / HTTP/1.1\r\n{Rest}");

        Assert.Equal(["OPTIONS / "], proxy.Reached);
    }

    [Fact]
    public async Task Options_of_the_server_itself_are_answered_in_HTTP_2_too()
    {
        await using var tlsProxy = await RunningProxy.StartAsync(
            Configs.To("http://127.0.0.1:1") with { Listeners = [Configs.Https] });
        await using var tls = await tlsProxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);
        // RFC 7541: :method OPTIONS, :scheme https, :path *, :authority app.example.com.
        byte[] headers = [2, 7, .. "OPTIONS"u8, 0x87, 4, 1, (byte)'*', 1, 15, .. "app.example.com"u8];

        await tls.WriteAsync(
            (byte[])[
                .. Http2Frames.Opening,
                .. Http2Frames.Of(
                    Http2Frames.Headers, Http2Frames.EndStream | Http2Frames.EndHeaders, stream: 1, headers),
            ],
            RunningProxy.Timeout);

        // The first byte of its headers: ":status 204" stands in the table.
        Assert.Equal(0x89, (await Http2Frames.HeadersAsync(tls)).Payload[0]);
    }
}
