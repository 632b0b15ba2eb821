namespace Gateway.Proxy.Routes;

/// <summary>As whom a request was let in: for the access log. Never what somebody only says of himself.</summary>
/// <param name="Name">The name that had the password, or that the server which was asked has set.</param>
internal sealed record RemoteUser(string Name)
{
    /// <summary>The header that upstreams learn it by.</summary>
    public const string Header = "Remote-User";

    /// <summary>That of a request; null when nobody was let in by a name.</summary>
    public static string? Of(HttpContext context) => context.Features.Get<RemoteUser>()?.Name;
}
