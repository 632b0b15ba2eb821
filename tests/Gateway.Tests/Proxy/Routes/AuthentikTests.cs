using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>Forward auth by Authentik's convention
/// (https://docs.goauthentik.io/add-secure-apps/providers/proxy/server_traefik/): an outpost that decides, and answers
/// below a path of the site itself (issue 6, point 4).</summary>
public sealed class AuthentikTests : IAsyncLifetime
{
    private const string Outpost = "/outpost.goauthentik.io";
    private const string Session = "authentik_proxy_1=good";

    private readonly List<string> _askedOutpost = [];
    private Upstream _outpost = null!;
    private Upstream _upstream = null!;
    private SiteRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _outpost = await Upstream.StartAsync(AnswerAsync);
        _upstream = await Upstream.StartAsync(SayWhoAsync);
        // As config/examples/sites.json has it.
        _rig = await SiteRig.StartAsync($$"""
            'app.example.com': {
              'To': '{{_upstream.Address}}',
              'Auth': { 'Forward': { 'Url': '{{_outpost.Address}}{{Outpost}}/auth/traefik' } },
              'Paths': {
                '{{Outpost}}': { 'To': '{{_outpost.Address}}', 'Auth': false },
                '/open': { 'To': '{{_upstream.Address}}', 'Auth': false },
                '/basic': { 'To': '{{_upstream.Address}}', 'Auth': { 'Forward': {
                  'Url': '{{_outpost.Address}}{{Outpost}}/auth/traefik',
                  'CopyHeaders': [ 'X-authentik-*', 'Authorization' ] } } } } }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _outpost.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_a_session_is_named_to_the_upstream_and_the_session_goes_on()
    {
        using var response = await _rig.GetAsync(
            "/a", Configs.Host, ("Cookie", Session), ("X-authentik-username", "root"), ("X-Authentik-Groups", "wheel"),
            ("X-authentik-meta-app", "forged"), ("X-authentik-extra", "forged"));

        Assert.Equal(
            "X-authentik-username=jane|X-authentik-groups=admins\\|dev|X-authentik-uid=7|X-authentik-jwt=ey.J.x"
            + "|X-authentik-meta-app=app|X-authentik-extra=|Authorization=",
            await response.Content.ReadAsStringAsync());
        // Of the outpost, and of the application itself.
        Assert.Equal(
            [Session + "; Path=/; HttpOnly", "application=1"],
            response.Headers.GetValues("Set-Cookie").OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_has_none_is_led_to_the_outpost_on_the_site_itself_which_asks_nobody_before()
    {
        using var first = await _rig.GetAsync("/a?b=c");
        var start = first.Headers.Location!;
        using var second = await _rig.GetAsync(start.PathAndQuery);
        using var last = await _rig.GetAsync($"{Outpost}/callback?code=1");

        Assert.Equal(
            (HttpStatusCode.Found, $"https://{Configs.Host}:{_rig.HttpsPort}{Outpost}/start?rd=%2Fa%3Fb%3Dc"),
            (first.StatusCode, start.OriginalString));
        Assert.Equal(["authentik_proxy_1=begun"], first.Headers.GetValues("Set-Cookie"));
        Assert.Equal(
            (HttpStatusCode.Found, "https://id.example.com/application/o/authorize/"),
            (second.StatusCode, second.Headers.Location?.OriginalString));
        Assert.Equal([Session + "; Path=/; HttpOnly"], last.Headers.GetValues("Set-Cookie"));
        // By the name of the site: an outpost tells its applications by that.
        Assert.Equal(
            [$"{Outpost}/start {Configs.Host}:{_rig.HttpsPort}", $"{Outpost}/callback {Configs.Host}:{_rig.HttpsPort}"],
            _askedOutpost);
    }

    [Fact]
    public async Task Where_nobody_is_asked_nobody_forges_a_name_either()
    {
        using var response = await _rig.GetAsync("/open", Configs.Host, ("X-authentik-username", "root"));

        Assert.StartsWith(
            "X-authentik-username=|", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_for_the_upstream_come_from_the_outpost_alone_and_it_sees_the_clients()
    {
        using var with = await _rig.GetAsync("/basic", Configs.Host, ("Cookie", Session), ("Authorization", "Basic forged"));
        using var by = await _rig.GetAsync("/basic", Configs.Host, ("Authorization", "Bearer token"));

        Assert.EndsWith(
            "|Authorization=Basic amFuZTp4", await with.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.EndsWith("|Authorization=", await by.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task SayWhoAsync(HttpContext context)
    {
        string[] names =
        [
            "X-authentik-username", "X-authentik-groups", "X-authentik-uid", "X-authentik-jwt", "X-authentik-meta-app",
            "X-authentik-extra", "Authorization",
        ];
        context.Response.Headers.SetCookie = "application=1";
        return context.Response.WriteAsync(string.Join('|', names.Select(
            name => $"{name}={context.Request.Headers[name].ToString().Replace("|", "\\|", StringComparison.Ordinal)}")));
    }

    private Task AnswerAsync(HttpContext context)
    {
        var (asked, answer) = (context.Request, context.Response);
        if (asked.Path == $"{Outpost}/auth/traefik")
        {
            Decide(asked.Headers, answer);
            return Task.CompletedTask;
        }

        _askedOutpost.Add($"{asked.Path} {asked.Host}");
        answer.StatusCode = StatusCodes.Status302Found;
        answer.Headers.Location = "https://id.example.com/application/o/authorize/";
        if (asked.Path == $"{Outpost}/callback")
        {
            answer.Headers.SetCookie = Session + "; Path=/; HttpOnly";
        }

        return Task.CompletedTask;
    }

    private static void Decide(IHeaderDictionary asked, HttpResponse answer)
    {
        if (asked.Cookie != Session && asked.Authorization != "Bearer token")
        {
            answer.StatusCode = StatusCodes.Status302Found;
            answer.Headers.Location = $"{asked["X-Forwarded-Proto"]}://{asked["X-Forwarded-Host"]}{Outpost}/start?rd="
                + Uri.EscapeDataString(asked["X-Forwarded-Uri"].ToString());
            answer.Headers.SetCookie = "authentik_proxy_1=begun";
            return;
        }

        answer.Headers["X-authentik-username"] = "jane";
        answer.Headers["X-authentik-groups"] = "admins|dev";
        answer.Headers["X-authentik-uid"] = "7";
        answer.Headers["X-authentik-jwt"] = "ey.J.x";
        answer.Headers["X-authentik-meta-app"] = "app";
        answer.Headers.SetCookie = Session + "; Path=/; HttpOnly";
        if (asked.Cookie == Session)
        {
            answer.Headers.Authorization = "Basic amFuZTp4";
        }
    }
}
