using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>A proxy before an upstream that remembers each request that reached it whole.</summary>
public sealed class StrictProxy : IAsyncLifetime
{
    private Upstream? _upstream;
    private RunningProxy? _proxy;

    public ConcurrentQueue<string> Reached { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _upstream = await Upstream.StartAsync(TakeAsync);
        _proxy = await RunningProxy.StartAsync(Configs.To(_upstream.Address) with { Listeners = [Configs.Http] });
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy!.DisposeAsync();
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

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Reached.Enqueue($"{context.Request.Method} {context.Request.Path} {body}");
        var headers = context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n");
        await context.Response.WriteAsync(string.Concat(headers) + body);
    }
}
