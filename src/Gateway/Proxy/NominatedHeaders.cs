using System.Collections.Frozen;
using Gateway.Proxy.Routes;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Takes away the headers that a <c>Connection</c> header names: they are meant for the next hop alone, which
/// is us (RFC 9110 section 7.6.1).</summary>
internal sealed class NominatedHeaders : ResponseTransform
{
    // Not anyone's to take away: Upgrade is passed on with the upgrade itself, the id is ours, and the others frame and
    // route the message.
    private static readonly FrozenSet<string> s_kept = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Upgrade", "Host", "Content-Length", "Transfer-Encoding", RequestIds.Header);

    /// <summary>Takes them from a request or response.</summary>
    /// <param name="connection">One value of its <c>Connection</c> header.</param>
    /// <param name="headers">All its headers.</param>
    public static void Remove(string? connection, IHeaderDictionary headers)
    {
        var names = connection.AsSpan();
        foreach (var range in names.Split(','))
        {
            var name = names[range].Trim(" \t");
            if (!IsOption(name) && name.ToString() is var header && !s_kept.Contains(header))
            {
                _ = headers.Remove(header);
            }
        }
    }

    /// <summary>Takes them from a response that YARP has copied for the client.</summary>
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse?.Headers.NonValidated.TryGetValues("Connection", out var values) ?? false)
        {
            foreach (var value in values)
            {
                Remove(value, context.HttpContext.Response.Headers);
            }
        }

        return default;
    }

    // Nearly every Connection header says one of these: nothing to look up.
    private static bool IsOption(ReadOnlySpan<char> name) =>
        name.IsEmpty
        || name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || name.Equals("close", StringComparison.OrdinalIgnoreCase)
        || name.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
}
