using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>Ends an answer over HTTP/1 that broke off on its way from the upstream, so that the client gets what came
/// of it and can tell that this is not all. YARP would reset the connection, and with it goes what the client has not
/// read yet, unless there is something smaller to reset: here there is, and nothing happens until
/// <see cref="End"/>. One a connection, whose answers come one after the other.</summary>
internal sealed class BrokenAnswer : IHttpResetFeature
{
    private bool _isBroken;

    /// <summary>Runs for every connection that may speak HTTP/1. Streams of HTTP/2 have their own reset.</summary>
    public static Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        connection.Features.Set<IHttpResetFeature>(new BrokenAnswer());
        return next(connection);
    }

    /// <inheritdoc/>
    public void Reset(int errorCode) => _isBroken = true;

    /// <summary>Ends the answer if it is a broken one. An upload that failed behind a whole answer breaks
    /// none.</summary>
    /// <exception cref="BrokenAnswerException">Kestrel is to write no end, and to close behind what was written: at
    /// once, or when it has read for 5 s what the client still sends.</exception>
    public static void End(HttpContext context)
    {
        if (context.Features.Get<IHttpResetFeature>() is not BrokenAnswer { _isBroken: true })
        {
            return;
        }

        // Only a length and chunks tell an end from a break (RFC 9112 section 8).
        var answer = context.Response;
        var hasEnd = answer.ContentLength is not null || answer.Headers.TransferEncoding.Count > 0;
        var isGone = context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.IsCancellationRequested;
        if (hasEnd && isGone != true)
        {
            throw new BrokenAnswerException();
        }

        context.Abort();
    }
}
