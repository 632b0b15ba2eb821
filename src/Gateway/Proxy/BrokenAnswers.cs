using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>Ends an answer over HTTP/1 that broke off on its way from the upstream, so that the client gets what came
/// of it and can tell that this is not all. YARP would reset the connection, and with it goes what the client has not
/// read yet, unless there is something smaller to reset: here there is, and nothing happens until
/// <see cref="End"/>.</summary>
internal sealed class BrokenAnswers : IHttpResetFeature
{
    private static readonly BrokenAnswers s_later = new();

    /// <summary>Runs for every connection that may speak HTTP/1. Streams of HTTP/2 have their own reset.</summary>
    public static Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        connection.Features.Set<IHttpResetFeature>(s_later);
        return next(connection);
    }

    /// <inheritdoc/>
    public void Reset(int errorCode)
    {
        // End does it.
    }

    /// <summary>Ends the answer of a request that was not forwarded to its end. An answer that has not begun, an
    /// upgraded connection and a stream that was reset are left as they are.</summary>
    /// <param name="context">The request.</param>
    /// <param name="hasLeft">Whether its client is gone.</param>
    /// <exception cref="BrokenAnswerException">Kestrel is to write no end, and to close behind what was
    /// written.</exception>
    public static void End(HttpContext context, bool hasLeft)
    {
        var answer = context.Response;
        if (!answer.HasStarted || answer.StatusCode == StatusCodes.Status101SwitchingProtocols
            || context.Features.Get<IHttpResetFeature>() is not BrokenAnswers)
        {
            return;
        }

        // Only a length and chunks tell an end from a break (RFC 9112 section 8).
        if (!hasLeft && (answer.ContentLength is not null || answer.Headers.TransferEncoding.Count > 0))
        {
            throw new BrokenAnswerException();
        }

        context.Abort();
    }
}
