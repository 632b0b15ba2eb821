using System.Net;
using System.Net.Http.Headers;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Proxy.Routes;

public sealed class StaticFilesTests : IDisposable
{
    private readonly TestFolder _folder = new TestFolder()
        .With("www/index.html", "<p>top</p>")
        .With("www/a b.txt", "0123456789")
        .With("www/sub/index.html", "<p>sub</p>")
        .With("www/empty/data.bin", "x")
        .With("www/.secret", "secret")
        .With("www/.git/config", "secret")
        .With("www/.well-known/security.txt", "contact")
        .With("outside.txt", "secret");

    private string Www => Path.Combine(_folder.Path, "www");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/", 200, "<p>top</p>")]
    [InlineData("/index.html", 200, "<p>top</p>")]
    [InlineData("/a%20b.txt", 200, "0123456789")]
    [InlineData("/sub/", 200, "<p>sub</p>")]
    [InlineData("/sub", 308, "")]
    [InlineData("/.well-known/security.txt", 200, "contact")]
    [InlineData("/empty/", 404, "404: there is nothing here.\n")]
    [InlineData("/empty", 404, null)]
    [InlineData("/none.txt", 404, null)]
    [InlineData("/index.html/", 404, null)]
    [InlineData("/.secret", 404, null)]
    [InlineData("/.git/config", 404, null)]
    [InlineData("/sub/.well-known/security.txt", 404, null)]
    [InlineData("/..%2foutside.txt", 400, null)]
    [InlineData("/%2e%2e/outside.txt", 404, null)]
    [InlineData("/..%5coutside.txt", 400, null)]
    [InlineData("/link.txt", 404, null)]
    [InlineData("/up/outside.txt", 404, null)]
    [InlineData("/inner.txt", 200, "0123456789")]
    public async Task Files_are_served_and_nothing_else(string path, int status, string? text)
    {
        File.CreateSymbolicLink(Path.Combine(Www, "link.txt"), Path.Combine(_folder.Path, "outside.txt"));
        File.CreateSymbolicLink(Path.Combine(Www, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(Www, "inner.txt"), "a b.txt");
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Files': '{Www}' }}");

        using var response = await rig.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Equal(text ?? answer, answer);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranges_tags_and_types_are_those_of_the_framework()
    {
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Files': '{Www}' }}");

        using var whole = await rig.GetAsync("/a%20b.txt");
        var tag = whole.Headers.ETag!.ToString();
        using var part = await rig.GetAsync("/a%20b.txt", Configs.Host, ("Range", "bytes=2-4"));
        using var same = await rig.GetAsync("/a%20b.txt", Configs.Host, ("If-None-Match", tag));
        using var beyond = await rig.GetAsync("/a%20b.txt", Configs.Host, ("Range", "bytes=20-"));
        using var head = await rig.SendAsync(HttpMethod.Head, "/a%20b.txt");
        using var post = await rig.SendAsync(HttpMethod.Post, "/a%20b.txt");

        Assert.Equal("text/plain; charset=utf-8", whole.Content.Headers.ContentType?.ToString());
        Assert.Equal("bytes", whole.Headers.AcceptRanges.ToString());
        Assert.Equal(("234", HttpStatusCode.PartialContent), (await part.Content.ReadAsStringAsync(), part.StatusCode));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal((HttpStatusCode.OK, 10), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD"], post.Content.Headers.Allow);
    }

    [Fact]
    public async Task Of_a_path_the_folder_holds_what_comes_after_it_and_the_index_has_a_name()
    {
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'Answer': { 'Text': 'app' }, 'Paths': {
              '/static': { 'Files': '{{Www}}' }, '/data': { 'Files': { 'Folder': '{{Www}}/empty', 'Index': 'data.bin' } } } }
            """);

        Assert.Equal("<p>sub</p>", await rig.TextAsync("/Static/sub/"));
        Assert.Equal("x", await rig.TextAsync("/data/"));
        Assert.Equal("app", await rig.TextAsync("/sub/"));
        using var folder = await rig.GetAsync("/static/sub?a=b");
        Assert.Equal("/static/sub/?a=b", folder.Headers.Location?.ToString());
        using var root = await rig.GetAsync("/static");
        Assert.Equal("/static/", root.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_path_without_a_folder_of_its_own_has_its_part_of_the_sites()
    {
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'Files': '{{Www}}', 'Paths': {
              '/sub': { 'Headers': { 'Response': { 'Set': { 'X-Sub': 'yes' } } } } } }
            """);

        using var response = await rig.GetAsync("/sub/");

        Assert.Equal("<p>sub</p>", await response.Content.ReadAsStringAsync());
        Assert.Equal(["yes"], response.Headers.GetValues("X-Sub"));
        Assert.Equal("<p>top</p>", await rig.TextAsync("/"));
    }

    // As "try_files $uri $uri/ /index.html" of nginx does it.
    [Theory]
    [InlineData("/orders/5", "<p>top</p>")]
    [InlineData("/none.js", "<p>top</p>")]
    [InlineData("/empty/", "<p>top</p>")]
    [InlineData("/empty", "<p>top</p>")]
    [InlineData("/.secret", "<p>top</p>")]
    [InlineData("/a%20b.txt", "0123456789")]
    [InlineData("/sub/", "<p>sub</p>")]
    public async Task A_fallback_is_sent_for_what_is_not_there_and_for_nothing_else(string path, string text)
    {
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'Files': {{ 'Folder': '{Www}', 'Fallback': 'index.html' }} }}");

        using var response = await rig.GetAsync(path);
        using var head = await rig.SendAsync(HttpMethod.Head, path);

        Assert.Equal((HttpStatusCode.OK, text), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(
            (HttpStatusCode.OK, text.Length, response.Content.Headers.ContentType?.ToString()),
            (head.StatusCode, head.Content.Headers.ContentLength, head.Content.Headers.ContentType?.ToString()));
    }

    [Fact]
    public async Task A_fallback_is_below_its_folder_whatever_links_say_and_does_not_answer_what_no_file_would()
    {
        File.CreateSymbolicLink(Path.Combine(Www, "out.html"), Path.Combine(_folder.Path, "outside.txt"));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'Answer': 410, 'Paths': {
              '/app': { 'Files': { 'Folder': '{{Www}}', 'Fallback': 'sub/index.html' } },
              '/out': { 'Files': { 'Folder': '{{Www}}', 'Fallback': 'out.html' } },
              '/none': { 'Files': { 'Folder': '{{Www}}', 'Fallback': 'none.html' } } } }
            """);

        Assert.Equal("<p>sub</p>", await rig.TextAsync("/app/orders/5"));
        Assert.Equal(308, await rig.StatusAsync("/app/sub"));
        Assert.Equal(404, await rig.StatusAsync("/out/orders/5"));
        Assert.Equal(404, await rig.StatusAsync("/none/orders/5"));
        using var post = await rig.SendAsync(HttpMethod.Post, "/app/orders/5");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        using var whole = await rig.GetAsync("/app/orders/5");
        using var same = await rig.GetAsync(
            "/app/orders/6", Configs.Host, ("If-None-Match", whole.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    // More than what the sockets between hold.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_changes_while_it_is_sent_is_sent_as_long_as_was_said_or_breaks_off(bool grows)
    {
        const long Length = 64 << 20;
        using var file = File.Open(Path.Combine(Www, "big.bin"), FileMode.CreateNew);
        file.SetLength(Length);
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Files': '{Www}' }}");

        using var response = await rig.GetAsync("/big.bin");
        file.SetLength(grows ? Length + 1 : 1);

        Assert.Equal(Length, response.Content.Headers.ContentLength);
        if (grows)
        {
            Assert.Equal(Length, (await response.Content.ReadAsByteArrayAsync()).Length);
            return;
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        Assert.Contains(rig.Proxy.Log.Lines, line => line.Contains("could not be sent", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Proxy.Log.Lines, line => line.Contains("nhandled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_forbidden_and_shows_the_page_for_that()
    {
        _folder.With("403.html", "<p>closed</p>");
        // There is "flush", which nobody may read, not even root.
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': {
              'Files': '/proc/sys/net/ipv4/route', 'ErrorPages': { '403': '{{_folder.Path}}/403.html' } }
            """);

        using var response = await rig.GetAsync("/flush");

        Assert.Equal(
            (HttpStatusCode.Forbidden, "<p>closed</p>"),
            (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Contains(rig.Proxy.Log.Lines, line => line.Contains("may not read", StringComparison.Ordinal));
    }

    // RFC 9110 sections 13.1.5 and 14.2.
    [Theory]
    [InlineData("bytes=2-4", null, "234")]
    [InlineData("Bytes=2-4", null, "234")]
    [InlineData("items=2-4", null, "0123456789")]
    [InlineData("bytes=2-4", "Sat, 01 Mar 2025 12:00:00 GMT", "234")]
    [InlineData("bytes=2-4", "Sat, 01 Mar 2025 12:00:01 GMT", "0123456789")]
    [InlineData("bytes=2-4", "Sat, 01 Mar 2025 11:59:59 GMT", "0123456789")]
    [InlineData("bytes=2-4", "\"other\"", "0123456789")]
    [InlineData("bytes=2-4", "rubbish", "0123456789")]
    public async Task A_range_counts_in_bytes_and_for_the_file_that_the_client_has(
        string range, string? condition, string text)
    {
        File.SetLastWriteTimeUtc(
            Path.Combine(Www, "a b.txt"), new DateTime(2025, 3, 1, 12, 0, 0, 500, DateTimeKind.Utc));
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Files': '{Www}' }}");

        using var response = await rig.GetAsync("/a%20b.txt", Configs.Host,
            condition is null ? [("Range", range)] : [("Range", range), ("If-Range", condition)]);

        Assert.Equal(
            (text.Length == 3 ? HttpStatusCode.PartialContent : HttpStatusCode.OK, text),
            (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("bytes", response.Headers.AcceptRanges.ToString());
    }
}
