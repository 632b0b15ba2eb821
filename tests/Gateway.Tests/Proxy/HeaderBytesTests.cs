using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

/// <summary>Headers beyond ASCII, as file names and cookies have them: they go through byte for byte (RFC 9110 section
/// 5.5), as in nginx, HAProxy and Caddy.</summary>
public sealed class HeaderBytesTests
{
    private const string Name = "grüße.txt";

    [Theory]
    [InlineData("utf-8", "1.1")]
    [InlineData("utf-8", "2.0")]
    [InlineData("iso-8859-1", "1.1")]
    [InlineData("iso-8859-1", "2.0")]
    public async Task Those_of_an_answer_reach_the_client(string encoding, string version)
    {
        // Each byte as a letter.
        var bytes = Encoding.Latin1.GetString(Encoding.GetEncoding(encoding).GetBytes(Name));
        await using var upstream = new RawUpstream(
            $"HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=\"{bytes}\"\r\nX-Name: {bytes}\r\n"
            + "Content-Length: 0\r\n\r\n");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync(version: Version.Parse(version));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // The client reads each byte as a letter.
        Assert.Equal(bytes, response.Headers.NonValidated["X-Name"].ToString());
        Assert.Contains(
            bytes, response.Content.Headers.NonValidated["Content-Disposition"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_a_request_reach_the_upstream()
    {
        await using var upstream = await Upstream.StartAsync(
            context => context.Response.WriteAsync(context.Request.Headers["X-Name"].ToString()));
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To(upstream.Address) with { Listeners = [Configs.Http] });

        await using var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\nX-Name: {Name}\r\nConnection: close\r\n\r\n"),
            RunningProxy.Timeout);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains(Name, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_character_in_one_is_still_refused()
    {
        await using var upstream = new RawUpstream(
            "HTTP/1.1 200 OK\r\nX-Name: a\u0001b\r\nContent-Length: 0\r\n\r\n");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    // RFC 9110 section 8.6 forbids the length, and some send it.
    [Fact]
    public async Task An_answer_without_content_may_have_a_length()
    {
        await using var upstream = new RawUpstream("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.DoesNotContain(
            proxy.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
