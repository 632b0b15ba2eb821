using System.Net;
using Gateway.Tests.Tls;
using Gateway.Configuration.Routes;

namespace Gateway.Tests.Proxy.Routes;

/// <summary><c>Redirect</c>, <c>Answer</c>, <c>Headers</c>, <c>Rewrite</c>.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'https://www.example.com{path}'", "/a%2Fb/c?d=e", 307, "https://www.example.com/a%2Fb/c?d=e")]
    [InlineData("{ 'To': 'https://{host}/x{path}?y={query}', 'Status': 301 }", "/a?b", 301, "https://app.example.com/x/a?y=&b")]
    [InlineData("{ 'To': 'https://www.example.com/{query}', 'Status': 308 }", "/a?b=c", 308, "https://www.example.com/?b=c")]
    [InlineData("'/new'", "/old?a", 307, "/new?a")]
    [InlineData("'https://www.example.com{path}'", "//evil.example/", 307, "https://www.example.com//evil.example/")]
    public async Task A_redirect_leads_where_it_says(string redirect, string path, int status, string location)
    {
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Redirect': {redirect} }}");

        using var response = await rig.GetAsync(path);

        Assert.Equal(
            (status, location), ((int)response.StatusCode, Assert.Single(response.Headers.GetValues("Location"))));
    }

    // RFC 3986 section 3.4: a second question mark would be part of the query.
    [Theory]
    [InlineData("/a?b=1{query}", "?c=2", "/a?b=1&c=2")]
    [InlineData("/a?b=1{query}", "", "/a?b=1")]
    [InlineData("/a?b=1{query}", "?", "/a?b=1")]
    [InlineData("/a?{query}", "?c=2", "/a?c=2")]
    [InlineData("/a?{query}", "", "/a")]
    [InlineData("/a?{query}#d", "", "/a#d")]
    [InlineData("/a?b=1&{query}", "?c=2", "/a?b=1&c=2")]
    [InlineData("/a?b=1&{query}", "", "/a?b=1")]
    [InlineData("/a?{query}&b=1", "?c=2", "/a?c=2&b=1")]
    [InlineData("/a?{query}&b=1", "", "/a?b=1")]
    [InlineData("/a{query}?b=1", "?c=2", "/a?c=2&b=1")]
    [InlineData("/a{query}?b=1", "", "/a?b=1")]
    [InlineData("/a{query}#d", "?c=2", "/a?c=2#d")]
    [InlineData("/a{query}{query}", "?c=2", "/a?c=2&c=2")]
    [InlineData("/a?b={path}{query}", "?{path}=?", "/a?b=/p&{path}=?")]
    [InlineData("/a{query}", "?c=2?d", "/a?c=2?d")]
    [InlineData("/a", "?c=2", "/a?c=2")]
    [InlineData("/a?b=1", "?c=2", "/a?b=1")]
    public void A_query_joins_that_of_the_target(string target, string query, string location) =>
        Assert.Equal(location, RedirectTarget.Fill(target, "/p", "/", query, "host.example"));

    // As Caddy's "uri strip_prefix" before "redir".
    [Theory]
    [InlineData("/old/a/b?c=d", "https://new.example/a/b?c=d")]
    [InlineData("/old", "https://new.example/")]
    [InlineData("/old?c", "https://new.example/?c")]
    [InlineData("/old/", "https://new.example/")]
    [InlineData("/OLD/a%2Fb%20c", "https://new.example/a%2Fb%20c")]
    [InlineData("/old//evil.example", "https://new.example//evil.example")]
    [InlineData("/moved/a?b", "/new/a?b")]
    [InlineData("/moved//evil.example", "/new//evil.example")]
    [InlineData("/part/x/y", "https://app.example.com/p/part/x/y?from=/part/x/y")]
    [InlineData("/part/x/guarded/y", "https://app.example.com/p/part/x/guarded/y?from=/part/x/guarded/y")]
    public async Task A_redirect_may_keep_what_comes_after_its_path(string path, string location)
    {
        await using var rig = await SiteRig.StartAsync("""
            'app.example.com': { 'Redirect': 'https://{host}/p{rest}?from={path}', 'Paths': {
              '/old': { 'Redirect': 'https://new.example{rest}' }, '/moved': { 'Redirect': '/new{rest}' },
              '/part/x/guarded': { 'Allow': '127.0.0.1' } } }
            """);

        using var response = await rig.GetAsync(path);

        Assert.Equal(location, Assert.Single(response.Headers.GetValues("Location")));
    }

    [Fact]
    public async Task What_is_kept_comes_after_the_path_of_the_route_and_another_spelling_of_that_is_not_found()
    {
        await using var rig = await SiteRig.StartAsync("", """
            'ReverseProxy': { 'Routes': { 'old': { 'Match': { 'Path': '/old/{**x}' }, 'Metadata': { 'Redirect': 'https://new.example{rest}' } } } }
            """);

        using var right = await rig.GetAsync("/old/x");
        Assert.Equal("https://new.example/x", Assert.Single(right.Headers.GetValues("Location")));
        Assert.Equal(404, await rig.StatusAsync("//old/x"));
    }

    [Theory]
    [InlineData("{ 'Text': 'hello' }", 200, "text/plain; charset=utf-8", "hello")]
    [InlineData("{ 'Status': 503, 'Text': '<b>later</b>', 'Headers': { 'Content-Type': 'text/html', 'Retry-After': '60' } }",
        503, "text/html", "<b>later</b>")]
    [InlineData("204", 204, null, "")]
    [InlineData("410", 410, "text/plain; charset=utf-8", "410: Gone.\n")]
    [InlineData("{}", 200, null, "")]
    public async Task An_answer_is_a_status_and_a_text(string answer, int status, string? type, string text)
    {
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Answer': {answer} }}");

        using var response = await rig.GetAsync();

        Assert.Equal(
            (status, type, text),
            ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(),
                await response.Content.ReadAsStringAsync()));
        Assert.Equal(
            answer.Contains("Retry-After", StringComparison.Ordinal), response.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task A_maintenance_page_is_read_anew_and_its_absence_is_no_secret()
    {
        _folder.With("page.html", "<p>first</p>");
        var file = Path.Combine(_folder.Path, "page.html");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'Answer': {{ 'Status': 503, 'File': '{file}' }} }}");

        using var first = await rig.GetAsync();
        _folder.With("page.html", "<p>second</p>");
        var second = await rig.TextAsync();
        File.Delete(file);
        var none = await rig.TextAsync();

        Assert.Equal(
            (503, "text/html; charset=utf-8"),
            ((int)first.StatusCode, first.Content.Headers.ContentType?.ToString()));
        Assert.Equal("<p>first</p>", await first.Content.ReadAsStringAsync());
        Assert.Equal("<p>second</p>", second);
        Assert.Equal("503: there is no server to answer at the moment.\n", none);
        Assert.Contains(rig.Proxy.Log.Lines, line => line.Contains(file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 500, "500: Internal Server Error.\n")]
    [InlineData("'Status': 204, ", 500, "500: Internal Server Error.\n")]
    [InlineData("'Status': 404, ", 404, "404: there is nothing here.\n")]
    public async Task A_page_that_is_not_there_or_too_large_is_an_error(string with, int status, string text)
    {
        _folder.With("large.html", new string('x', (1 << 20) + 1));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'Answer': { {{with}}'File': '{{_folder.Path}}/none.html' },
              'Paths': { '/large': { 'Answer': { {{with}}'File': '{{_folder.Path}}/large.html' } } } }
            """);

        using var none = await rig.GetAsync();
        using var tooLarge = await rig.GetAsync("/large");

        Assert.Equal((status, text), ((int)none.StatusCode, await none.Content.ReadAsStringAsync()));
        Assert.Equal((status, text), ((int)tooLarge.StatusCode, await tooLarge.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Headers_are_removed_set_and_added_both_ways()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers["X-Powered-By"] = "it";
            context.Response.Headers["X-Frame-Options"] = "SAMEORIGIN";
            context.Response.Headers["Vary"] = "Accept";
            return Write(context, string.Join('|', "X-Gone", "X-Set", "X-Add").Split('|')
                .Select(name => $"{name}={context.Request.Headers[name]}"));
        });
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Headers': {
              'Request': { 'Set': { 'X-Set': 'ours' }, 'Add': { 'X-Add': 'b' }, 'Remove': 'X-Gone' },
              'Response': { 'Set': { 'X-Frame-Options': 'DENY' }, 'Add': { 'Vary': 'Cookie' }, 'Remove': [ 'X-Powered-By' ] } },
              'Paths': { '/more': { 'Headers': { 'Response': { 'Set': { 'X-More': 'yes' } } } } } }
            """);

        using var response = await rig.GetAsync(
            "/more", Configs.Host, ("X-Gone", "a"), ("X-Set", "theirs"), ("X-Add", "a"));

        Assert.Equal("X-Gone=,X-Set=ours,X-Add=a, b", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("X-Powered-By"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["Accept", "Cookie"], response.Headers.GetValues("Vary"));
        Assert.Equal(["yes"], response.Headers.GetValues("X-More"));
    }

    // What nginx's guides call $remote_addr; what the client claims is gone.
    [Fact]
    public async Task A_header_may_name_the_client()
    {
        await using var upstream = await Upstream.StartAsync(context => Write(
            context, [context.Request.Headers["X-Real-IP"].ToString(), context.Request.Headers["X-Via"].ToString()]));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Headers': { 'Request': {
              'Set': { 'X-Real-IP': '{client}' }, 'Add': { 'X-Via': 'edge for {client}' } } } }
            """);

        using var response = await rig.GetAsync("/", Configs.Host, ("X-Real-IP", "203.0.113.66"));

        Assert.Equal("127.0.0.1,edge for 127.0.0.1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Words_in_two_pairs_of_braces_and_braces_of_JSON_go_out_as_they_are()
    {
        await using var upstream = await Upstream.StartAsync(context => Write(
            context, [context.Request.Headers["X-A"].ToString(), context.Request.Headers["X-B"].ToString()]));
        await using var rig = await SiteRig.StartAsync($$$"""
            'app.example.com': { 'To': '{{{upstream.Address}}}', 'Headers': {
              'Request': { 'Set': { 'X-A': '{{client}} {client} {{id}}', 'X-B': '{}{ }}' } },
              'Response': { 'Set': { 'NEL': '{\"report_to\":{\"max_age\":1}}', 'Link-Template': '/{{user.name}}' } } } }
            """);

        using var response = await rig.GetAsync();

        Assert.Equal("{client} 127.0.0.1 {id},{}{ }}", await response.Content.ReadAsStringAsync());
        Assert.Equal(["{\"report_to\":{\"max_age\":1}}"], response.Headers.GetValues("NEL"));
        Assert.Equal(["/{user.name}"], response.Headers.GetValues("Link-Template"));
    }

    [Fact]
    public async Task Headers_of_the_response_are_on_errors_of_our_own_too()
    {
        await using var rig = await SiteRig.StartAsync("""
            'app.example.com': { 'To': 'http://127.0.0.1:1', 'Headers': { 'Response': { 'Set': { 'X-Frame-Options': 'DENY' } } } }
            """);

        using var response = await rig.GetAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
    }

    [Theory]
    [InlineData("'StripPrefix': '/api'", "/api/x?q", "/x?q")]
    [InlineData("'AddPrefix': '/v2'", "/api/x", "/v2/api/x")]
    [InlineData("'StripPrefix': '/api', 'AddPrefix': '/v2'", "/api/x", "/v2/x")]
    [InlineData("'Replace': '/all'", "/api/x?q", "/all?q")]
    public async Task The_path_is_rewritten_for_the_upstream(string rewrite, string path, string expected)
    {
        await using var upstream = await Upstream.StartAsync(
            context => Write(context, [context.Request.Path + context.Request.QueryString.ToString()]));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Rewrite': { {{rewrite}} } }
            """);

        Assert.Equal(expected, await rig.TextAsync(path));
    }

    private static Task Write(Microsoft.AspNetCore.Http.HttpContext context, IEnumerable<string> parts) =>
        Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, string.Join(',', parts));
}
