namespace Gateway.Proxy;

/// <summary>The first middleware: answers the self-test, and takes from a request what its sender must not
/// decide.</summary>
internal sealed class RequestIntake(RequestDelegate next, SelfTestResponder selfTest)
{
    // What upstreams believe about the connection. No sender is trusted, so all of it is dropped, and set anew on the
    // way out from the connection itself. Dropping BEFORE the routes also covers a route that forwards no such header.
    private static readonly string[] s_claims =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
        "X-Forwarded-Prefix", "X-Forwarded-Server", "X-Forwarded-Scheme", "X-Forwarded-Ssl", "X-Forwarded-By",
        "X-Real-IP",
    ];

    /// <summary>Runs for every request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (selfTest.TryAnswer(context))
        {
            return Task.CompletedTask;
        }

        foreach (var header in s_claims)
        {
            _ = context.Request.Headers.Remove(header);
        }

        // A socket for both families shows IPv4 clients as ::ffff:192.0.2.1; upstreams and their allow lists want the
        // plain address.
        if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } address)
        {
            context.Connection.RemoteIpAddress = address.MapToIPv4();
        }

        return next(context);
    }
}
