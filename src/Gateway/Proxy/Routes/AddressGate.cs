using System.Collections.Immutable;
using System.Net;

namespace Gateway.Proxy.Routes;

/// <summary>Lets in those that may come: 403 for the others. What trusted proxies say of the client counts.</summary>
/// <param name="allow">Who may come; empty: everybody.</param>
/// <param name="deny">Who may not, also of those.</param>
/// <param name="pages">What the others are shown.</param>
/// <param name="next">What they come to.</param>
internal sealed class AddressGate(
    ImmutableArray<IPNetwork> allow, ImmutableArray<IPNetwork> deny, ErrorPages pages, RequestDelegate next)
{
    /// <summary>Runs for every request of the route.</summary>
    public Task InvokeAsync(HttpContext context) => IsAllowed(ClientOf(context))
        ? next(context)
        : pages.AnswerAsync(context, StatusCodes.Status403Forbidden);

    private static IPAddress? ClientOf(HttpContext context) =>
        UnknownClient.IsOn(context) ? null : context.Connection.RemoteIpAddress;

    // Whom nobody knows may not come.
    private bool IsAllowed(IPAddress? client) =>
        client is not null && !ClientAddress.IsIn(deny.AsSpan(), client)
        && (allow.IsEmpty || ClientAddress.IsIn(allow.AsSpan(), client));
}
