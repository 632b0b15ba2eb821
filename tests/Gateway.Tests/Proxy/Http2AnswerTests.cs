using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Configuration;

namespace Gateway.Tests.Proxy;

/// <summary>Answers over HTTP/2 whose body is not what their own headers say: .NET's client compares nothing there, and
/// Kestrel refuses to write them.</summary>
public sealed class Http2AnswerTests
{
    [Theory]
    [InlineData(204, "1.1")]
    [InlineData(204, "2.0")]
    [InlineData(205, "1.1")]
    [InlineData(304, "1.1")]
    [InlineData(304, "2.0")]
    public async Task An_answer_that_may_have_no_body_loses_it(int status, string version)
    {
        await using var upstream = new RawHttp2Upstream(stream => Answer(stream, status, null, "hello"));
        await using var proxy = await RunningProxy.StartAsync(To(upstream));

        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri()) { Version = new(version) };
            using var response = await proxy.SendAsync(request);

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }

        Assert.DoesNotContain(proxy.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_longer_than_it_says_is_a_fault_of_the_upstream()
    {
        await using var upstream = new RawHttp2Upstream(stream => Answer(stream, 200, 3, "hello"));
        await using var proxy = await RunningProxy.StartAsync(To(upstream));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains(proxy.Log.Lines, line =>
            line.Contains("too many bytes written (5 of 3)", StringComparison.Ordinal)
            && line.Contains(upstream.Address, StringComparison.Ordinal));
    }

    /// <summary>It wants no more of the upload, and says so (RFC 9113 section 8.1): that is no broken answer, and
    /// Kestrel ends it.</summary>
    [Fact]
    public async Task One_that_comes_whole_in_the_midst_of_an_upload_reaches_a_client_of_HTTP_1_whole()
    {
        await using var upstream = new RawHttp2Upstream(stream =>
        [
            .. Answer(stream, 413, null, "hello"),
            .. Http2Frames.Of(Http2Frames.Reset, 0, stream, [0, 0, 0, 0]),
        ]);
        await using var proxy = await RunningProxy.StartAsync(To(upstream));
        await using var stream = await proxy.ConnectTlsAsync();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: {Configs.Host}\r\nContent-Length: 100\r\n\r\nhalf"),
            RunningProxy.Timeout);

        var lines = new List<string?>();
        while (lines is not [.., "0", ""])
        {
            lines.Add(await reader.ReadLineAsync(RunningProxy.Timeout) ?? throw new EndOfStreamException());
        }

        Assert.StartsWith("HTTP/1.1 413 ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["5", "hello", "0", ""], lines[^4..]);
    }

    private static GatewayConfig To(RawHttp2Upstream upstream)
    {
        var config = Configs.To(upstream.Address);
        return config with
        {
            Clusters =
            [
                config.Clusters[0] with
                {
                    HttpRequest = new()
                    {
                        Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    },
                },
            ],
        };
    }

    private static byte[] Answer(byte stream, int status, int? length, string body)
    {
        string[] lengths = length is { } told ? [told.ToString(CultureInfo.InvariantCulture)] : [];
        byte[] fields =
        [
            .. Http2Frames.Field(":status", status.ToString(CultureInfo.InvariantCulture)),
            .. lengths.SelectMany(text => Http2Frames.Field("content-length", text)),
        ];
        return
        [
            .. Http2Frames.Of(Http2Frames.Headers, Http2Frames.EndHeaders, stream, fields),
            .. Http2Frames.Of(Http2Frames.Data, Http2Frames.EndStream, stream, Encoding.ASCII.GetBytes(body)),
        ];
    }
}
