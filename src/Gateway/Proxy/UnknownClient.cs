namespace Gateway.Proxy;

/// <summary>Marks a request of which a trusted proxy has not said whose it is (<c>unknown</c>, <c>_hidden</c>: RFC 7239
/// section 6). It has the address of the proxy, and is not the proxy's.</summary>
internal sealed class UnknownClient
{
    private static readonly UnknownClient s_mark = new();

    private UnknownClient()
    {
    }

    /// <summary>Marks it.</summary>
    public static void Note(HttpContext context) => context.Features.Set(s_mark);

    /// <summary>Whether it is marked.</summary>
    public static bool IsOn(HttpContext context) => context.Features.Get<UnknownClient>() is not null;
}
