using System.Security.Cryptography;
using System.Text;

namespace Gateway.Admin;

/// <summary>The token, and the cookie that stands for it in a browser. A cookie ends with the process and with the
/// token; nothing is kept of it here. Any thread.</summary>
internal sealed class AdminSessions
{
    /// <summary>The name of the cookie.</summary>
    public const string Cookie = "gateway-session";

    private const string Bearer = "Bearer ";

    private static readonly CookieOptions CookieRules = new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
    };

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private volatile string? _token;

    /// <summary>The token; null for none: then everybody is let in.</summary>
    public string? Token
    {
        get => _token;
        set => _token = value;
    }

    /// <summary>Whether a request brings the token or the cookie, if any is needed.</summary>
    public bool Admit(HttpRequest request) =>
        _token is not { } token
        || IsToken(request, token)
        || (request.Cookies[Cookie] is { } cookie && IsSame(cookie, CookieOf(token)));

    /// <summary>Gives whoever brings the token the cookie that stands for it.</summary>
    /// <returns>False when the token is wrong.</returns>
    public bool TryLogIn(HttpContext context)
    {
        if (_token is not { } token)
        {
            return true;
        }

        if (!IsToken(context.Request, token))
        {
            return false;
        }

        context.Response.Cookies.Append(Cookie, CookieOf(token), CookieRules);
        return true;
    }

    /// <summary>Takes the cookie away.</summary>
    public static void LogOut(HttpContext context) => context.Response.Cookies.Delete(Cookie, CookieRules);

    private static bool IsToken(HttpRequest request, string token) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && IsSame(header[Bearer.Length..].Trim(), token);

    // Digests have one length: the time says nothing of the token, not even how long it is.
    private static bool IsSame(string given, string wanted) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));

    private string CookieOf(string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(token)));
}
