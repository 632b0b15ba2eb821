using System.Net;

namespace Gateway.Admin;

/// <summary>Decides who is answered. The unix socket has let in whom its mode lets in. Over TCP a page of another site
/// must not speak through a visitor's browser, and where there is a token, it is needed.</summary>
/// <param name="sessions">Knows the token and the logins.</param>
internal sealed class AdminGate(AdminSessions sessions)
{
    /// <summary>The header that a request must bring that changes something: a form of another site cannot send it, and
    /// a script of another site must ask first, which is refused.</summary>
    public const string Header = "X-Gateway";

    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Looks at a request.</summary>
    /// <returns>Null to let it in.</returns>
    public AdminRefusal? Check(HttpContext context, AdminAccess access)
    {
        // Over a unix socket there are no addresses.
        if (context.Connection.LocalIpAddress is not { } local)
        {
            return null;
        }

        if (IPAddress.IsLoopback(local) && !IsLoopbackName(context.Request.Host.Host))
        {
            return new(StatusCodes.Status421MisdirectedRequest,
                "This address answers to localhost and 127.0.0.1 alone: the name in the URL may be another site's.");
        }

        if (!IsSafe(context.Request.Method) && !IsOurs(context.Request))
        {
            return new(StatusCodes.Status403Forbidden,
                $"A request that changes something needs the header \"{Header}: 1\", and may not come from a page of "
                + "another site.");
        }

        return access == AdminAccess.Open || sessions.Admit(context.Request)
            ? null
            : new(StatusCodes.Status401Unauthorized,
                "The token of Admin:Token is needed: send it as \"Authorization: Bearer TOKEN\", or log in.");
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    // Whoever is no browser sends neither of the other two.
    private static bool IsOurs(HttpRequest request) =>
        request.Headers.ContainsKey(Header)
        && (request.Headers.Origin is [] || request.Headers.Origin == $"{request.Scheme}://{request.Host}")
        && request.Headers[FetchSite].ToString() is "" or "same-origin" or "none";
}
