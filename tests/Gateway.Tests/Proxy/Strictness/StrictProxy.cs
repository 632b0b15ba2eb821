using System.Collections.Concurrent;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>A proxy before an upstream that remembers each request that reached it whole.</summary>
public sealed class StrictProxy : IAsyncLifetime
{
    /// <summary>The path of a request that is whole before something wrong comes behind it. Whether it gets to the
    /// upstream is a race, so it is not remembered, nor answered; with a body it is.</summary>
    public const string Whole = "/whole";

    private Upstream? _upstream;
    private RunningProxy? _proxy;
    private RunningProxy? _tlsProxy;

    public ConcurrentQueue<string> Reached { get; } = [];

    /// <summary>The host of the last one.</summary>
    public string? Host { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _upstream = await Upstream.StartAsync(TakeAsync);
        _proxy = await RunningProxy.StartAsync(Configs.To(_upstream.Address) with { Listeners = [Configs.Http] });
        _tlsProxy = await RunningProxy.StartAsync(Configs.To(_upstream.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await _tlsProxy!.DisposeAsync();
        await _upstream!.DisposeAsync();
    }

    /// <summary>Sends bytes, and reads until the proxy closes the connection.</summary>
    public async Task<string> AskAsync(string request)
    {
        Reached.Clear();
        await using var stream = await _proxy!.ConnectAsync(RunningProxy.Timeout);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), RunningProxy.Timeout);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = new StringBuilder();
        try
        {
            var buffer = new char[4096];
            while (await reader.ReadAsync(buffer, RunningProxy.Timeout) is > 0 and var read)
            {
                _ = answer.Append(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // A reset, because the proxy did not read all of it.
        }

        return answer.ToString();
    }

    /// <summary>Sends frames of HTTP/2.</summary>
    /// <returns>What became of stream 1, as <see cref="Http2Frames.EndAsync"/> says it.</returns>
    public async Task<string> AskHttp2Async(params byte[][] frames)
    {
        Reached.Clear();
        await using var tls = await _tlsProxy!.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);
        await tls.WriteAsync(
            (byte[])[.. Http2Frames.Opening, .. frames.SelectMany(frame => frame)], RunningProxy.Timeout);
        return await Http2Frames.EndAsync(tls, of: 1);
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Host = context.Request.Host.Value;
        if (context.Request.Path == Whole && body.Length == 0)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        Reached.Enqueue($"{context.Request.Method} {context.Request.Path} {body}");
        var headers = context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n");
        await context.Response.WriteAsync(string.Concat(headers) + body);
    }
}
