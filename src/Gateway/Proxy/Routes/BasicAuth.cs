using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Asks for a name and a password (RFC 7617). The upstream learns the name in <c>Remote-User</c>, and the
/// password not at all.</summary>
/// <param name="config">Where the users are.</param>
/// <param name="users">Knows them.</param>
/// <param name="pages">What is shown to those that are none.</param>
/// <param name="next">What the others come to.</param>
internal sealed class BasicAuth(BasicAuthConfig config, UserBook users, ErrorPages pages, RequestDelegate next)
{
    private const string Scheme = "Basic ";
    private const int LongestPassword = 1024;

    /// <summary>Runs for every request of the route.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (!TryRead(headers.Authorization, out var user, out var password))
        {
            await AskAsync(context);
            return;
        }

        var client = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        switch (await users.FitsAsync(config.UsersFile, user, password, client, context.RequestAborted))
        {
            case true:
                _ = headers.Remove("Authorization");
                headers[RemoteUser.Header] = user;
                context.Features.Set(new RemoteUser(user));
                await next(context);
                break;
            case false:
                await AskAsync(context);
                break;
            default:
                context.Response.Headers.RetryAfter = "1";
                await pages.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
                break;
        }
    }

    private Task AskAsync(HttpContext context)
    {
        var realm = (config.Realm ?? context.Request.Host.Host)
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        context.Response.Headers.WWWAuthenticate = $"Basic realm=\"{realm}\", charset=\"UTF-8\"";
        return pages.AnswerAsync(context, StatusCodes.Status401Unauthorized);
    }

    private static bool TryRead(
        string? header, [NotNullWhen(true)] out string? user, [NotNullWhen(true)] out string? password)
    {
        (user, password) = (null, null);
        if (header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var written))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, written);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // A name goes on as a header.
        if (colon < 1 || text.Length - colon > LongestPassword
            || text.AsSpan(0, colon).ContainsAnyExceptInRange(' ', '~'))
        {
            return false;
        }

        (user, password) = (text[..colon], text[(colon + 1)..]);
        return true;
    }
}
