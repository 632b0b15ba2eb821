using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tests.Proxy;

public sealed class StreamingTests
{
    // More than what HttpClient gathers before it writes, on either side of the proxy.
    private const int PartSize = 128 << 10;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task An_event_arrives_before_the_next_one_is_written(string version)
    {
        var firstSeen = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n");
            await firstSeen.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("data: last\n");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync(version: Version.Parse(version));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("data: first", await reader.ReadLineAsync(RunningProxy.Timeout));
        firstSeen.SetResult();
        Assert.Equal("data: last", await reader.ReadLineAsync(RunningProxy.Timeout));
        Assert.Null(await reader.ReadLineAsync(RunningProxy.Timeout));
    }

    [Theory]
    [InlineData("1.1", "text/event-stream")]
    [InlineData("2.0", "text/event-stream; charset=utf-8")]
    [InlineData("2.0", "application/grpc+proto")]
    public async Task The_headers_of_a_stream_arrive_before_its_first_event_is_written(string version, string type)
    {
        var headersSeen = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentType = type;
            await context.Response.Body.FlushAsync();
            await headersSeen.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("data: first\n");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync(version: Version.Parse(version));
        headersSeen.SetResult();

        Assert.Equal(type, $"{response.Content.Headers.ContentType}");
        Assert.Equal("data: first\n", await response.Content.ReadAsStringAsync());
    }

    /// <summary>Less than what HttpClient gathers, too.</summary>
    [Theory]
    [InlineData("Content-Length: 8")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_few_bytes_of_an_upload_arrive_before_the_next_are_sent(string framing)
    {
        var isChunked = framing.StartsWith("Transfer", StringComparison.Ordinal);
        var firstSeen = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            var (first, last) = (new byte[4], new byte[4]);
            await context.Request.Body.ReadExactlyAsync(first, context.RequestAborted);
            firstSeen.SetResult();
            await context.Request.Body.ReadExactlyAsync(last, context.RequestAborted);
            await context.Response.WriteAsync(Encoding.ASCII.GetString([.. first, .. last]));
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var stream = await proxy.ConnectTlsAsync();

        await SayAsync(
            $"POST / HTTP/1.1\r\nHost: {Configs.Host}\r\nConnection: close\r\n{framing}\r\n\r\n"
            + (isChunked ? "4\r\nfour\r\n" : "four"));
        await firstSeen.Task.WaitAsync(RunningProxy.Timeout);
        await SayAsync(isChunked ? "4\r\nmore\r\n0\r\n\r\n" : "more");

        using var reader = new StreamReader(stream);
        Assert.Contains("fourmore", await reader.ReadToEndAsync(), StringComparison.Ordinal);

        ValueTask SayAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task An_upload_arrives_before_its_end_is_sent(string version)
    {
        var firstSeen = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[PartSize / 2], context.RequestAborted);
            firstSeen.SetResult();
            using var rest = new MemoryStream();
            await context.Request.Body.CopyToAsync(rest, context.RequestAborted);
            await context.Response.WriteAsync($"{(PartSize / 2) + rest.Length}");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var body = new Pipe();
        using var request = new HttpRequestMessage(HttpMethod.Post, proxy.Uri())
        {
            Version = Version.Parse(version),
            Content = new StreamContent(body.Reader.AsStream()),
        };

        var writing = WriteInTwoPartsAsync(body.Writer, firstSeen.Task);
        using var response = await proxy.SendAsync(request);
        await writing;

        Assert.Equal($"{2 * PartSize}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_upload_of_more_than_30_megabytes_passes()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync("taken");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var request = new HttpRequestMessage(HttpMethod.Post, proxy.Uri())
        {
            Content = new ByteArrayContent(new byte[40 << 20]),
        };

        using var response = await proxy.SendAsync(request);

        Assert.Equal("taken", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Trailers_pass()
    {
        await using var upstream = await Upstream.StartAsync(
            async context =>
            {
                await context.Response.WriteAsync("body");
                context.Response.AppendTrailer("grpc-status", "0");
            },
            HttpProtocols.Http2);
        var overHttp2 = new Yarp.ReverseProxy.Forwarder.ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address, overHttp2));
        using var request = new HttpRequestMessage(HttpMethod.Post, proxy.Uri())
        {
            Version = HttpVersion.Version20,
            Content = new StringContent("message", Encoding.ASCII, "application/grpc"),
        };

        using var response = await proxy.SendAsync(request);

        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        Assert.Equal(["0"], response.TrailingHeaders.GetValues("grpc-status"));
    }

    private static async Task WriteInTwoPartsAsync(PipeWriter body, Task firstSeen)
    {
        await body.WriteAsync(new byte[PartSize]);
        await firstSeen.WaitAsync(RunningProxy.Timeout);
        await body.WriteAsync(new byte[PartSize]);
        await body.CompleteAsync();
    }
}
