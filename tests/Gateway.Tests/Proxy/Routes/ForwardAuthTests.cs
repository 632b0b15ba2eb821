using System.Net;
using System.Text;
using Gateway.Tests.Proxy.Streams;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>A server that decides, with the conventions of Authelia and Authentik.</summary>
public sealed class ForwardAuthTests
{
    [Fact]
    public async Task It_is_told_what_was_asked_for_and_by_whom()
    {
        var asked = new TaskCompletionSource<string>();
        await using var rig = await StartAsync(context =>
        {
            asked.TrySetResult(string.Join('\n', context.Request.Headers
                .Where(header => header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
                    || header.Key is "Cookie" or "Accept" or "Content-Length")
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}: {header.Value}")
                .Prepend($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}")));
            return Task.CompletedTask;
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, rig.Rig.Proxy.Uri("/a%20b?c=d"))
        {
            Content = new StringContent("body"),
        };
        request.Headers.Add("Cookie", "session=1");
        request.Headers.Add("X-Forwarded-Uri", "/forged");
        request.Headers.Add("X-Original-URL", "https://forged.example/");

        using var response = await rig.Rig.Proxy.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            $"""
            GET /verify?rd=x
            Cookie: session=1
            X-Forwarded-For: 127.0.0.1
            X-Forwarded-Host: {Configs.Host}:{rig.Rig.HttpsPort}
            X-Forwarded-Method: POST
            X-Forwarded-Proto: https
            X-Forwarded-Uri: /a%20b?c=d
            X-Original-Method: POST
            X-Original-URL: https://{Configs.Host}:{rig.Rig.HttpsPort}/a%20b?c=d
            """,
            await asked.Task);
    }

    [Fact]
    public async Task Headers_of_its_answer_reach_the_upstream_and_the_clients_own_do_not()
    {
        await using var rig = await StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers["Remote-User"] = "alice";
            context.Response.Headers["X-authentik-uid"] = "7";
            context.Response.Headers["X-Other"] = "not copied";
            return Task.CompletedTask;
        });

        using var response = await rig.Rig.GetAsync(
            "/", Configs.Host, ("Remote-User", "root"), ("Remote-Groups", "admins"), ("X-Authentik-Groups", "admins"),
            ("X-Other", "client"));

        Assert.Equal(
            "Remote-User=alice|Remote-Groups=|X-authentik-uid=7|X-authentik-groups=|X-Other=client",
            await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Its_refusal_is_the_answer(int status)
    {
        await using var rig = await StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://auth.example.com/?rd=1";
            context.Response.Headers.SetCookie = "authelia_session=1";
            return status == 302 ? Task.CompletedTask : context.Response.WriteAsync("log in");
        });

        using var response = await rig.Rig.GetAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("https://auth.example.com/?rd=1", response.Headers.Location?.ToString());
        Assert.Equal(["authelia_session=1"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal(status == 302 ? "" : "log in", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task One_that_fails_lets_nobody_pass_and_is_named()
    {
        await using var rig = await StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("a stack trace");
        });

        using var response = await rig.Rig.GetAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("503: there is no server to answer at the moment.\n", await response.Content.ReadAsStringAsync());
        Assert.Contains(rig.Rig.Proxy.Log.Lines, line => line.Contains("/verify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_lets_nobody_pass()
    {
        await using var rig = await StartAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted), "200ms");

        Assert.Equal(503, await rig.Rig.StatusAsync());
    }

    // Its status and headers came whole, and then it died.
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnonsense\r\n")]
    [InlineData("Content-Length: 100\r\n\r\n")]
    public async Task One_that_breaks_off_its_answer_is_no_answer_and_is_named(string rest)
    {
        await using var server = new RawUpstream($"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n{rest}");
        await using var rig = await AskingAsync(server.Address);

        using var response = await rig.GetAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(response.Headers.WwwAuthenticate);
        Assert.Equal("503: there is no server to answer at the moment.\n", await response.Content.ReadAsStringAsync());
        Assert.Contains(rig.Proxy.Log.Lines, line => line.StartsWith(
            $"Warning: {server.Address}/ does not say who may come: its answer broke off: ", StringComparison.Ordinal));
        Assert.DoesNotContain(
            rig.Proxy.Log.Lines, line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task One_that_stalls_in_its_answer_is_no_answer()
    {
        await using var rig = await StartAsync(
            async context =>
            {
                context.Response.StatusCode = 401;
                await context.Response.WriteAsync("half");
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            },
            "200ms");

        Assert.Equal(503, await rig.Rig.StatusAsync());
    }

    [Fact]
    public async Task A_long_answer_that_breaks_off_is_not_taken_for_the_whole()
    {
        await using var server = new RawUpstream(
            $"HTTP/1.1 403 Forbidden\r\nContent-Length: 300000\r\n\r\n{new string('x', 200_000)}");
        await using var rig = await AskingAsync(server.Address);

        _ = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await rig.GetAsync();
            _ = await response.Content.ReadAsByteArrayAsync(RunningProxy.Timeout);
        });
        Assert.Contains(rig.Proxy.Log.Lines, line => line.StartsWith(
            $"Warning: {server.Address}/ broke off an answer of which the client had a part already: ",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_answer_reaches_the_client_whole()
    {
        await using var rig = await StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync(new string('x', 300_000));
        });

        Assert.Equal(new string('x', 300_000), await rig.Rig.TextAsync());
    }

    [Fact]
    public async Task One_that_is_not_there_lets_nobody_pass()
    {
        await using var upstream = await Upstream.SayingAsync("in");
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Auth': { 'Forward': { 'Url': 'http://127.0.0.1:1/' } } }
            """);

        Assert.Equal(503, await rig.StatusAsync());
    }

    [Fact]
    public async Task The_headers_that_are_copied_may_be_others()
    {
        await using var rig = await StartAsync(
            context =>
            {
                context.Response.Headers["X-Other"] = "copied";
                context.Response.Headers["Remote-User"] = "not copied";
                return Task.CompletedTask;
            },
            copy: "'CopyHeaders': [ 'X-Oth*' ],");

        Assert.Equal(
            "Remote-User=|Remote-Groups=|X-authentik-uid=|X-authentik-groups=|X-Other=copied",
            await rig.Rig.TextAsync());
    }

    [Fact]
    public async Task Names_beyond_ascii_reach_it_and_the_upstream()
    {
        using var server = TcpServer.Mirror("X-Name", "Remote-Name");
        await using var upstream = await Upstream.StartAsync(
            context => context.Response.WriteAsync(context.Request.Headers["Remote-Name"].ToString()));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Auth': { 'Forward': {
              'Url': 'http://127.0.0.1:{{server.Address.Port}}/' } } }
            """);
        await using var client = await rig.Proxy.ConnectTlsAsync();

        await client.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\nX-Name: Jörg 東京\r\nConnection: close\r\n\r\n"),
            RunningProxy.Timeout);
        using var reader = new StreamReader(client);

        Assert.Contains(
            "Jörg 東京", await reader.ReadToEndAsync(RunningProxy.Timeout), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    public async Task Headers_of_a_refusal_reach_the_client_byte_for_byte(string encoding)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.GetEncoding(encoding).GetBytes("Jörg"));
        await using var server = new RawUpstream(
            $"HTTP/1.1 401 Unauthorized\r\nX-Name: {bytes}\r\nContent-Length: 0\r\n\r\n");
        await using var rig = await AskingAsync(server.Address);

        using var response = await rig.GetAsync();

        Assert.Equal(bytes, response.Headers.NonValidated["X-Name"].ToString());
    }

    [Theory]
    [InlineData("Remote-User", "alice", "alice")]
    [InlineData("X-authentik-username", "akadmin", "akadmin")]
    [InlineData("X-Other", "alice", "-")]
    public async Task The_access_log_has_the_user_of_its_answer_alone(string header, string value, string expected)
    {
        await using var server = new RawUpstream(
            $"HTTP/1.1 200 OK\r\n{header}: {value}\r\nContent-Length: 0\r\n\r\n");
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "access.log");
        await using var rig = await SiteRig.StartAsync(
            $$"""
            'app.example.com': { 'Answer': 200, 'Auth': { 'Forward': {
              'Url': '{{server.Address}}/', 'CopyHeaders': [ 'X-Copied' ] } } }
            """,
            $"'AccessLog': {{ 'File': '{file}', 'Format': 'combined' }}");

        _ = await rig.StatusAsync(headers: [("Remote-User", "root"), ("X-authentik-username", "root")]);
        await rig.DisposeAsync();

        Assert.StartsWith($"127.0.0.1 - {expected} [", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private static Task<SiteRig> AskingAsync(string server) => SiteRig.StartAsync($$"""
        'app.example.com': { 'To': 'http://127.0.0.1:1', 'Auth': { 'Forward': { 'Url': '{{server}}/' } } }
        """);

    private static async Task<Stage> StartAsync(RequestDelegate decide, string timeout = "5s", string copy = "")
    {
        string[] names = ["Remote-User", "Remote-Groups", "X-authentik-uid", "X-authentik-groups", "X-Other"];
        var server = await Upstream.StartAsync(decide);
        var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            string.Join('|', names.Select(name => $"{name}={context.Request.Headers[name]}"))));
        var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Auth': { 'Forward': {
              {{copy}} 'Url': '{{server.Address}}/verify?rd=x', 'Timeout': '{{timeout}}' } } }
            """);
        return new(rig, server, upstream);
    }

    private sealed record Stage(SiteRig Rig, Upstream Server, Upstream Upstream) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Rig.DisposeAsync();
            await Server.DisposeAsync();
            await Upstream.DisposeAsync();
        }
    }
}
