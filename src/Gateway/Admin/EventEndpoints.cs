using System.Text;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Admin;

/// <summary>Server-sent events: <c>status</c> when it changes, and <c>history</c> for every transition.</summary>
/// <param name="stream">Tells them.</param>
internal sealed class EventEndpoints(StatusStream stream) : IAdminEndpoints
{
    /// <inheritdoc/>
    public void Map(AdminRoutes routes) => routes.Get("/api/events", AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        // The server's stop does not wait for watchers.
        var stopping = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await foreach (var next in stream.WatchAsync(end.Token))
            {
                await WriteAsync(context, next, end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher has gone, or the server stops.
        }
    }

    // JSON has no line end in it.
    private static async Task WriteAsync(HttpContext context, StreamEvent next, CancellationToken cancellation)
    {
        var body = context.Response.Body;
        await body.WriteAsync(Encoding.UTF8.GetBytes($"event: {next.Name}\ndata: "), cancellation);
        await body.WriteAsync(next.Json, cancellation);
        await body.WriteAsync("\n\n"u8.ToArray(), cancellation);
        await body.FlushAsync(cancellation);
    }
}
