using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

/// <summary>Requests as bytes on a socket, and what the upstream and the client make of them.</summary>
public sealed class StrictnessTests
{
    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\nHost: app.example.com\r\n\r\n")]
    [InlineData("CONNECT app.example.com:443 HTTP/1.1\r\nHost: app.example.com:443\r\n\r\n")]
    public async Task Trace_and_connect_are_not_allowed(string request)
    {
        var answer = await AskAsync(request);

        Assert.StartsWith("HTTP/1.1 405 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, HEAD, ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("3 3")]
    [InlineData("3,3")]
    [InlineData("0x3")]
    [InlineData("3.0")]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000000003x")]
    [InlineData("99999999999999999999999999999999999999")]
    public async Task A_content_length_is_digits_alone(string length)
    {
        var answer = await AskAsync(Post($"Content-Length: {length}", "abc"));

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, chunked")]
    [InlineData("identity, chunked")]
    [InlineData("chunked, chunked")]
    [InlineData("identity")]
    [InlineData("xchunked")]
    [InlineData("\"chunked\"")]
    [InlineData("chunked;q=1")]
    [InlineData("chunked\r\nTransfer-Encoding: identity")]
    [InlineData("identity\r\nTransfer-Encoding: chunked")]
    public async Task A_transfer_encoding_other_than_chunked_is_refused(string encoding)
    {
        var answer = await AskAsync(Post($"Transfer-Encoding: {encoding}", "3\r\nabc\r\n0\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3")]
    [InlineData("Content-Length: 3\r\nTransfer-Encoding: chunked")]
    public async Task Transfer_encoding_together_with_content_length_is_refused(string headers)
    {
        var answer = await AskAsync(Post(headers, "3\r\nabc\r\n0\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transfer_encoding_with_http_1_0_is_refused()
    {
        var request = Post("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n");

        var answer = await AskAsync(request.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal));

        Assert.Matches("^HTTP/1.[01] 400 ", answer);
    }

    [Fact]
    public async Task A_refused_request_is_the_last_on_its_connection()
    {
        var refused = Post("Transfer-Encoding: chunked\r\nContent-Length: 3", "0\r\n\r\n")
            .Replace("Connection: close\r\n", "", StringComparison.Ordinal);

        var answer = await AskAsync(refused + "GET /smuggled HTTP/1.1\r\nHost: app.example.com\r\n\r\n");

        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 3", "abc")]
    [InlineData("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n")]
    public async Task A_body_in_either_plain_framing_passes(string header, string body)
    {
        var answer = await AskAsync(Post(header, body));

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("abc", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connection: X-One,x-two , Host")]
    [InlineData("Connection: X-One\r\nConnection: x-two")]
    [InlineData("Connection: close, X-One, X-Two")]
    [InlineData("Connection: X-One, X-Two, keep-alive")]
    [InlineData("Connection: Upgrade, X-One, X-Two")]
    public async Task Headers_that_a_request_nominates_are_not_forwarded(string connection)
    {
        var request = Get(connection, "X-One: 1", "X-Two: 2", "X-Three: 3") + Get("X-Last: 1");

        var answer = await AskAsync(request);

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-One", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("X-Two", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Three: 3", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nominating_a_forwarding_header_does_not_take_ours_away()
    {
        var answer = await AskAsync(
            Get("Connection: X-Forwarded-For", "X-Forwarded-For: 203.0.113.66") + Get());

        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_a_response_nominates_are_not_forwarded()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.Connection = "X-Hop, Content-Language";
            context.Response.Headers["X-Hop"] = "1";
            context.Response.Headers.ContentLanguage = "en";
            context.Response.Headers["X-End"] = "2";
            return context.Response.WriteAsync("hello");
        });

        var answer = await AskAsync(upstream, Get());

        Assert.DoesNotContain("X-Hop", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Language", answer, StringComparison.Ordinal);
        Assert.Contains("X-End: 2", answer, StringComparison.Ordinal);
        Assert.Contains("hello", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailers_that_do_not_come_are_not_announced()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.Trailer = "X-Sum";
            return context.Response.WriteAsync($"hello {context.Request.Headers.Trailer}");
        });

        var answer = await AskAsync(upstream, Get("Trailer: X-Request-Sum"));

        Assert.DoesNotContain("X-Sum", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Request-Sum", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA")]
    [InlineData("Upgrade: websocket", "Connection: close", "Sec-WebSocket-Version: 12")]
    public async Task An_upgrade_that_is_none_of_a_WebSocket_is_a_request_like_any_other(
        string upgrade, string connection, string more)
    {
        var answer = await AskAsync(Get(upgrade, connection, more) + Get());

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Upgrade", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("HTTP2-Settings", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Upgrade: websocket\r\nSec-WebSocket-Accept: c21hbGw=\r\n")]
    [InlineData("Upgrade: websocket\r\n")]
    [InlineData("Upgrade: h2c\r\n")]
    public async Task An_upstream_that_switches_otherwise_than_it_was_asked_to_gets_no_tunnel(string headers)
    {
        await using var upstream = new RawUpstream(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n{headers}\r\nsmuggled");

        var answer = await AskAsync(upstream.Address, Get(
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==") + Get());

        Assert.StartsWith("HTTP/1.1 502 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("smuggled", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clients_claim_of_its_real_address_is_dropped()
    {
        var answer = await AskAsync(Get("X-Real-IP: 203.0.113.66"));

        Assert.DoesNotContain("203.0.113.66", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_names_with_an_underscore_are_dropped()
    {
        var answer = await AskAsync(Get("X_Real_IP: 203.0.113.66", "X_Forwarded_For: 203.0.113.67", "X-Kept: 1"));

        Assert.DoesNotContain("203.0.113.6", answer, StringComparison.Ordinal);
        Assert.Contains("X-Kept: 1", answer, StringComparison.Ordinal);
    }

    private static string Get(params string[] headers)
    {
        var hasConnection = headers.Any(h => h.StartsWith("Connection:", StringComparison.Ordinal));
        var ends = hasConnection ? "" : "Connection: close\r\n";
        return $"GET / HTTP/1.1\r\nHost: app.example.com\r\n{string.Concat(headers.Select(h => h + "\r\n"))}{ends}\r\n";
    }

    private static string Post(string headers, string body) =>
        $"POST / HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n{headers}\r\n\r\n{body}";

    private static async Task<string> AskAsync(string request)
    {
        await using var upstream = await Upstream.StartAsync(EchoAsync);
        return await AskAsync(upstream, request);
    }

    private static Task<string> AskAsync(Upstream upstream, string request) => AskAsync(upstream.Address, request);

    private static async Task<string> AskAsync(string upstream, string request)
    {
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To(upstream) with { Listeners = [Configs.Http] });
        await using var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), RunningProxy.Timeout);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);
        Assert.DoesNotContain(proxy.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        return answer;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.Select(h => $"{h.Key}: {h.Value}\n");
        await context.Response.WriteAsync(string.Concat(headers) + body);
    }
}
