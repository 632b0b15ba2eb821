using System.Security.Cryptography;
using System.Text;
using Gateway.Proxy.Upstreams;
using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy;

/// <summary>The proxy's end of the self-test: answers a request for a reserved path that carries the secret of this
/// process. Anyone else's request for that path is a request like any other.</summary>
internal sealed class SelfTestResponder
{
    /// <summary>The reserved path.</summary>
    public const string Path = "/.well-known/gateway-self-test";

    /// <summary>The request header with <see cref="Secret"/>.</summary>
    public const string SecretHeader = "Gateway-Self-Test";

    /// <summary>The header with a number used once: sent with the request, and back with the answer.</summary>
    public const string NonceHeader = "Gateway-Self-Test-Nonce";

    private readonly byte[] _secret;

    /// <summary>Draws the secret.</summary>
    public SelfTestResponder()
    {
        Secret = RandomNumberGenerator.GetHexString(64);
        _secret = Encoding.ASCII.GetBytes(Secret);
    }

    /// <summary>256 random bits, in hexadecimal, that never leave this process but on its own connections.</summary>
    public string Secret { get; }

    /// <summary>Answers with the nonce if this is the self-test's request: 204, or 503 without routes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="hasRoutes">Whether the route table is what it should be.</param>
    /// <returns>False when it is somebody else's, untouched.</returns>
    public bool TryAnswer(HttpContext context, Func<bool> hasRoutes)
    {
        if (!IsOurs(context.Request))
        {
            return false;
        }

        TraceContext.Forget();
        context.Response.StatusCode =
            hasRoutes() ? StatusCodes.Status204NoContent : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers[NonceHeader] = context.Request.Headers[NonceHeader];
        return true;
    }

    /// <summary>Whether this is the self-test's request.</summary>
    public bool IsOurs(HttpRequest request) => request.Path == Path && IsSecret(request.Headers[SecretHeader]);

    private bool IsSecret(StringValues header) =>
        header is [{ } text] && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(text), _secret);
}
