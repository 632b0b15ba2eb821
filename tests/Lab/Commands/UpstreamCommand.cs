using System.Globalization;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lab.Commands;

/// <summary>The web application behind the pair. It says through which gateway a request came, streams as many bytes as
/// it is asked for, and echoes WebSocket messages.</summary>
internal static class UpstreamCommand
{
    internal const int Port = 8080;
    private const int BlockSize = 64 * 1024;

    private static readonly TimeSpan LinePause = TimeSpan.FromMilliseconds(100);

    /// <summary>Serves until SIGTERM.</summary>
    internal static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://0.0.0.0:{Port}"));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using WebApplication application = builder.Build();
        application.UseWebSockets();
        application.MapGet("/", Greet);
        application.MapGet("/headers", (HttpRequest request) => Results.Json(request.Headers));
        application.MapGet("/bytes/{count:long}", StreamAsync);
        application.MapGet("/lines/{count:int}", SpeakAsync);
        application.Map("/echo", EchoAsync);
        await application.RunAsync();
        return 0;
    }

    private static string Greet(HttpContext context) =>
        $"Hello from the application, asked through {context.Connection.RemoteIpAddress}\n";

    // One line every 100 ms: an answer that takes its time.
    private static async Task SpeakAsync(HttpContext context, int count)
    {
        for (int line = 1; line <= count; line++)
        {
            await context.Response.WriteAsync($"{line}\n", context.RequestAborted);
            await Task.Delay(LinePause, context.RequestAborted);
        }
    }

    private static async Task StreamAsync(HttpContext context, long count)
    {
        context.Response.ContentLength = count;
        byte[] block = new byte[BlockSize];
        for (long left = count; left > 0; left -= BlockSize)
        {
            await context.Response.Body.WriteAsync(
                block.AsMemory(0, (int)Math.Min(BlockSize, left)), context.RequestAborted);
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[BlockSize];
        while (true)
        {
            WebSocketReceiveResult message = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (message.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(
                buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }
    }
}
