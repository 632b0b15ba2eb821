using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>Forward auth by Authelia's convention, its implementation ForwardAuth
/// (https://www.authelia.com/reference/guides/proxy-authorization/): a server that behaves as it says (issue 6, point
/// 4).</summary>
public sealed class AutheliaTests : IAsyncLifetime
{
    private const string Session = "authelia_session=good";

    private static readonly (string, string) Browser = ("Accept", "text/html,application/xhtml+xml");

    private Upstream _authelia = null!;
    private Upstream _upstream = null!;
    private SiteRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _authelia = await Upstream.StartAsync(DecideAsync);
        _upstream = await Upstream.StartAsync(SayWhoAsync);
        _rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{_upstream.Address}}', 'Auth': { 'Forward': {
              'Url': '{{_authelia.Address}}/api/authz/forward-auth' } } }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _authelia.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_a_session_is_named_to_the_upstream_and_forges_nothing()
    {
        using var response = await _rig.GetAsync(
            "/a?b=c", Configs.Host, ("Cookie", Session), ("Remote-User", "root"), ("Remote-Groups", "wheel"),
            ("Remote-Email", "root@example.com"), ("Remote-Name", "Root"));

        Assert.Equal(
            "Remote-User=john|Remote-Groups=admins,dev|Remote-Email=john@example.com|Remote-Name=John Doe",
            await response.Content.ReadAsStringAsync());
    }

    // A header that Connection names is for one hop: nobody may take away in that way what the server has said.
    [Fact]
    public async Task A_client_cannot_have_its_name_taken_away()
    {
        using var response = await _rig.GetAsync(
            "/", Configs.Host, ("Cookie", Session), ("Connection", "Remote-User, Remote-Groups"));

        Assert.StartsWith(
            "Remote-User=john|Remote-Groups=admins,dev|", await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.Found)]
    [InlineData("POST", HttpStatusCode.SeeOther)]
    public async Task A_browser_without_a_session_is_led_to_the_portal_with_a_cookie(
        string method, HttpStatusCode status)
    {
        using var response = await _rig.SendAsync(new(method), "/a?b=c", Configs.Host, Browser);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(
            $"https://auth.example.com/?rd={Uri.EscapeDataString($"https://{Configs.Host}:{_rig.HttpsPort}/a?b=c")}&rm={method}",
            response.Headers.Location?.OriginalString);
        Assert.Equal(["authelia_session=new; Path=/; HttpOnly"], response.Headers.GetValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("X-Requested-With", "XMLHttpRequest")]
    [InlineData("Accept", "application/json")]
    public async Task A_program_without_a_session_gets_401(string name, string value)
    {
        using var response = await _rig.GetAsync("/", Configs.Host, (name, value));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotNull(response.Headers.Location);
    }

    [Fact]
    public async Task Credentials_in_the_request_are_shown_to_it()
    {
        using var good = await _rig.GetAsync("/", Configs.Host, ("Authorization", Basic("john:right")));
        using var bad = await _rig.GetAsync("/", Configs.Host, ("Authorization", Basic("john:wrong")), Browser);
        using var proxy = await _rig.GetAsync("/", Configs.Host, ("Proxy-Authorization", Basic("john:wrong")), Browser);

        Assert.StartsWith("Remote-User=john|", await good.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
        Assert.Equal("Basic realm=\"Authorization Required\"", bad.Headers.WwwAuthenticate.ToString());
        Assert.Equal(HttpStatusCode.ProxyAuthenticationRequired, proxy.StatusCode);
        Assert.Equal("Basic realm=\"Authorization Required\"", proxy.Headers.ProxyAuthenticate.ToString());
    }

    [Fact]
    public async Task Who_may_not_come_gets_403() =>
        Assert.Equal(403, await _rig.StatusAsync("/forbidden", Configs.Host, ("Cookie", Session), Browser));

    private static string Basic(string text) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}";

    private static Task SayWhoAsync(HttpContext context)
    {
        string[] names = ["Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name"];
        return context.Response.WriteAsync(
            string.Join('|', names.Select(name => $"{name}={context.Request.Headers[name]}")));
    }

    private static Task DecideAsync(HttpContext context)
    {
        var (asked, answer) = (context.Request.Headers, context.Response);
        string? method = asked["X-Forwarded-Method"], proto = asked["X-Forwarded-Proto"],
            host = asked["X-Forwarded-Host"], uri = asked["X-Forwarded-URI"];
        if (context.Request.Path != "/api/authz/forward-auth" || method is null || proto is null || host is null
            || uri is null || asked["X-Forwarded-For"] != "127.0.0.1")
        {
            answer.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (asked.Cookie == Session || asked.Authorization == Basic("john:right"))
        {
            answer.StatusCode = uri == "/forbidden" ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
            answer.Headers["Remote-User"] = "john";
            answer.Headers["Remote-Groups"] = "admins,dev";
            answer.Headers["Remote-Name"] = "John Doe";
            answer.Headers["Remote-Email"] = "john@example.com";
        }
        else if (asked.Authorization.Count > 0)
        {
            answer.StatusCode = StatusCodes.Status401Unauthorized;
            answer.Headers.WWWAuthenticate = "Basic realm=\"Authorization Required\"";
        }
        else if (asked.ProxyAuthorization.Count > 0)
        {
            answer.StatusCode = StatusCodes.Status407ProxyAuthenticationRequired;
            answer.Headers.ProxyAuthenticate = "Basic realm=\"Authorization Required\"";
        }
        else
        {
            var isXhr = asked.XRequestedWith == "XMLHttpRequest"
                || !asked.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
            answer.StatusCode = isXhr ? StatusCodes.Status401Unauthorized
                : method is "GET" or "HEAD" or "OPTIONS" ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
            answer.Headers.Location =
                $"https://auth.example.com/?rd={Uri.EscapeDataString($"{proto}://{host}{uri}")}&rm={method}";
            answer.Headers.SetCookie = "authelia_session=new; Path=/; HttpOnly";
        }

        return Task.CompletedTask;
    }
}
