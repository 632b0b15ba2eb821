using System.Net;
using System.Text;
using Gateway.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

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

    [Theory]
    [InlineData("6772C3BCC39F65")]
    [InlineData("F09F9880E69DB1")]
    [InlineData("6772FCDF65")]
    [InlineData("FC")]
    [InlineData("80FF41C3")]
    [InlineData("C3BCFCC080EDA080F4908080")]
    public async Task Those_of_a_request_reach_the_upstream(string hex)
    {
        // Each byte as a letter.
        var sent = Encoding.Latin1.GetString(Convert.FromHexString(hex));
        foreach (var (client, protocols) in new[]
        {
            (HttpVersion.Version11, HttpProtocols.Http1), (HttpVersion.Version20, HttpProtocols.Http1),
            (HttpVersion.Version11, HttpProtocols.Http2),
        })
        {
            await using var upstream = await Upstream.StartAsync(
                context => context.Response.WriteAsync(Convert.ToHexString(
                    Encoding.Latin1.GetBytes(context.Request.Headers["X-Name"].ToString()))),
                protocols, headers: Encoding.Latin1);
            await using var proxy = await RunningProxy.StartAsync(Configs.To(
                upstream.Address, protocols == HttpProtocols.Http1 ? null : new()
                {
                    Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                }));
            using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri()) { Version = client };
            Assert.True(request.Headers.TryAddWithoutValidation("X-Name", sent));

            using var response = await proxy.SendAsync(request);

            Assert.Equal(hex, await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("grüße 東京 😀", "", "grüße 東京 😀")]
    [InlineData(null, "6772FCDF65", "gr\\xFC\\xDFe")]
    [InlineData(null, "F48FBF7F", "\\xF4\\x8F\\xBF\u007F")]
    public void What_is_no_UTF_8_is_text_and_the_same_bytes_again(string? text, string hex, string readable)
    {
        var bytes = text is null ? Convert.FromHexString(hex) : Encoding.UTF8.GetBytes(text);

        var read = HeaderText.Reading.GetString(bytes);

        Assert.Equal(text ?? read, read);
        Assert.Equal(bytes, HeaderText.Writing.GetBytes(read));
        Assert.Equal(bytes.Length, HeaderText.Writing.GetByteCount(read));
        Assert.Equal(bytes, Encoding.Latin1.GetBytes(HeaderText.Letters(read)));
        Assert.Equal(readable, HeaderText.Readable(read));
    }

    [Fact]
    public void Any_bytes_are_the_same_again()
    {
        var random = new Random(6);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = new byte[random.Next(1, 12)];
            random.NextBytes(bytes);

            Assert.Equal(bytes, HeaderText.Writing.GetBytes(HeaderText.Reading.GetString(bytes)));
        }
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

    // RFC 9110 section 15.3.6: "a server MUST NOT generate content in a 205 response".
    [Theory]
    [InlineData("GET", "Content-Length: 5", "hello", "1.1")]
    [InlineData("GET", "Content-Length: 5", "hello", "2.0")]
    [InlineData("GET", "Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", "1.1")]
    [InlineData("GET", "Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", "2.0")]
    [InlineData("GET", "Content-Length: 0", "", "1.1")]
    [InlineData("HEAD", "Content-Length: 5", "", "1.1")]
    [InlineData("HEAD", "Content-Length: 5", "", "2.0")]
    [InlineData("HEAD", "Transfer-Encoding: chunked", "", "1.1")]
    public async Task An_answer_that_resets_a_form_loses_its_content(
        string method, string framing, string body, string version)
    {
        await using var upstream = new RawUpstream(
            $"HTTP/1.1 205 Reset Content\r\nX-Name: a\r\n{framing}\r\n\r\n{body}");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var request = new HttpRequestMessage(new(method), proxy.Uri()) { Version = Version.Parse(version) };

        using var response = await proxy.SendAsync(request);

        Assert.Equal(HttpStatusCode.ResetContent, response.StatusCode);
        Assert.Equal("a", Assert.Single(response.Headers.GetValues("X-Name")));
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.DoesNotContain(
            proxy.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_connection_of_such_an_answer_takes_another_request()
    {
        await using var upstream = new RawUpstream(
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 5\r\n\r\nhello");
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To(upstream.Address) with { Listeners = [Configs.Http] });
        await using var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
        using var reader = new StreamReader(stream);

        for (var i = 0; i < 2; i++)
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\n\r\n"), RunningProxy.Timeout);
            var lines = new List<string?>();
            do
            {
                lines.Add(await reader.ReadLineAsync(RunningProxy.Timeout));
            }
            while (lines[^1] is { Length: > 0 });

            Assert.Equal("HTTP/1.1 205 Reset Content", lines[0]);
            Assert.Contains("Content-Length: 0", lines);
        }
    }
}
