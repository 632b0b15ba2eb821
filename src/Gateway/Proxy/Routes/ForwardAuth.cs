using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using Gateway.Configuration.Routes;
using Gateway.Plugins;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy.Routes;

/// <summary>Asks a server, such as Authelia or Authentik, whether a request may pass: 2xx lets it, with headers of the
/// answer for the upstream and cookies for the client; 3xx and 4xx are the client's answer; anything else is
/// 503.</summary>
/// <param name="config">The server, and which headers of its answer are copied.</param>
/// <param name="servers">Connections.</param>
/// <param name="pages">What is shown when it does not answer.</param>
/// <param name="next">What requests come to that may pass.</param>
/// <param name="logger">Is told when it does not answer.</param>
internal sealed class ForwardAuth(
    ForwardAuthConfig config, AuthServers servers, ErrorPages pages, RequestDelegate next,
    ILogger<ForwardAuth> logger)
{
    // Of the answers to clients: pages to log in, mostly.
    private const int BufferBytes = 64 * 1024;

    // Meant for one hop or one body, or set anew. Proxy-Authorization is for us, who let the server decide (RFC 9110
    // section 11.7.2), and Proxy-Authenticate is its answer to that.
    private static readonly FrozenSet<string> s_left = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "Host", "Content-Length", "Content-Type", "Content-Encoding", "Expect", "Range",
        "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol",
        "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range");

    private static readonly FrozenSet<string> s_leftOfAnswer = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Length", "Server", "Date");

    // In which the answer names the user: Authelia's word, and Authentik's.
    private static readonly string[] s_users = [RemoteUser.Header, "X-authentik-username"];

    private readonly IdentityHeaders _copied = new(config.CopyHeaders);

    /// <summary>Runs for every request of the route.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // A client may have credentials to show, which are the upstream's only if the answer says so.
        var credentials = context.Request.Headers.Authorization;
        _copied.Drop(context.Request.Headers);
        using var answer = await AskAsync(context, credentials);
        if (answer is null)
        {
            await pages.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        if (!answer.IsSuccessStatusCode)
        {
            await PassOnAsync(context, answer);
            return;
        }

        foreach (var (name, values) in answer.Headers.NonValidated)
        {
            if (_copied.Contain(name))
            {
                context.Request.Headers[name] = new StringValues([.. values]);
            }
            else if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            {
                // A session that goes on: beside the cookies of whatever answers.
                context.Response.OnStarting(AddCookies, (context.Response, Letters(values)));
            }
        }

        if (UserOf(answer) is { } user)
        {
            context.Features.Set(new RemoteUser(user));
        }

        await next(context);
    }

    private static string? UserOf(HttpResponseMessage answer) => s_users
        .Select(name => answer.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "")
        .FirstOrDefault(user => user.Length > 0);

    private static Task AddCookies(object state)
    {
        var (response, cookies) = ((HttpResponse, StringValues))state;
        response.Headers.SetCookie = StringValues.Concat(response.Headers.SetCookie, cookies);
        return Task.CompletedTask;
    }

    private async Task<HttpResponseMessage?> AskAsync(HttpContext context, StringValues credentials)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(config.Timeout);
        using var request = Question(context, credentials);
        try
        {
            var answer = await servers.AskAsync(request, limit.Token);
            if ((int)answer.StatusCode is >= 200 and < 500)
            {
                return answer;
            }

            logger.AuthServerFailed(config.Url, $"it answered {(int)answer.StatusCode}");
            answer.Dispose();
        }
        catch (HttpRequestException failure)
        {
            logger.AuthServerFailed(config.Url, failure.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            logger.AuthServerFailed(config.Url, $"no answer within {new Seconds(config.Timeout)}");
        }

        return null;
    }

    private HttpRequestMessage Question(HttpContext context, StringValues credentials)
    {
        var (asked, request) = (context.Request, new HttpRequestMessage(HttpMethod.Get, config.Url));
        // A WebSocket over HTTP/2 is a GET everywhere else (RFC 8441 section 5).
        var method = HttpMethods.IsConnect(asked.Method) ? HttpMethods.Get : asked.Method;
        foreach (var (name, values) in asked.Headers)
        {
            if (!s_left.Contains(name))
            {
                _ = request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        if (credentials.Count > 0)
        {
            Set(request, "Authorization", credentials.ToString());
        }

        var target = RequestTarget.PathOf(asked) + asked.QueryString.ToUriComponent();
        Set(request, "X-Forwarded-Method", method);
        Set(request, "X-Forwarded-Proto", asked.Scheme);
        Set(request, "X-Forwarded-Host", asked.Host.ToUriComponent());
        Set(request, "X-Forwarded-Uri", target);
        Set(request, "X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        // In the words of nginx's auth_request, which both servers know as well.
        Set(request, "X-Original-Method", method);
        Set(request, "X-Original-URL", asked.GetEncodedUrl());
        return request;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        _ = request.Headers.Remove(name);
        _ = request.Headers.TryAddWithoutValidation(name, value);
    }

    // What fits the buffer has come whole BEFORE any of it goes on: when it breaks off, the client gets an error of
    // ours and not half a page.
    private async Task PassOnAsync(HttpContext context, HttpResponseMessage answer)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            int length;
            do
            {
                length = await ReadAsync(context, body, buffer.AsMemory(0, BufferBytes));
                if (length < 0)
                {
                    await BreakOffAsync(context);
                    return;
                }

                PassOnHead(context.Response, answer);
                // Not all have a body, and some must not.
                if (length > 0)
                {
                    await context.Response.Body.WriteAsync(buffer.AsMemory(0, length), context.RequestAborted);
                }
            }
            while (length == BufferBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // As much as fits, or less at the end; -1 when the server has broken off, which is told.
    private async Task<int> ReadAsync(HttpContext context, Stream body, Memory<byte> buffer)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(config.Timeout);
        try
        {
            return await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            Tell(context, failure.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            Tell(context, $"nothing more within {new Seconds(config.Timeout)}");
        }

        return -1;
    }

    private void Tell(HttpContext context, string why)
    {
        if (context.Response.HasStarted)
        {
            logger.AuthAnswerCutOff(config.Url, why);
        }
        else
        {
            logger.AuthServerFailed(config.Url, $"its answer broke off: {why}");
        }
    }

    private Task BreakOffAsync(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            return pages.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
        }

        // A client must not take the half for the whole.
        context.Abort();
        return Task.CompletedTask;
    }

    private static void PassOnHead(HttpResponse response, HttpResponseMessage answer)
    {
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!s_leftOfAnswer.Contains(name))
            {
                response.Headers[name] = Letters(values);
            }
        }
    }

    private static StringValues Letters(HeaderStringValues values) => new([.. values.Select(HeaderText.Letters)]);
}
