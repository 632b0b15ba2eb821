using System.Net;
using System.Text.Json;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

public sealed class ErrorPagesTests : IDisposable
{
    private const string Nowhere = "http://127.0.0.1:1";

    private readonly TestFolder _folder = new TestFolder()
        .With("any.html", "<h1>{status} {reason}</h1>").With("site.html", "<p>site</p>").With("api.json", """{"error":{status}}""");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/", 502, "502: the server behind this one did not answer.\n")]
    [InlineData("/none", 503, "503: there is no server to answer at the moment.\n")]
    [InlineData("/shut", 403, "403: Forbidden.\n")]
    public async Task Without_a_page_a_line_says_no_more_than_the_status(string path, int status, string text)
    {
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{Nowhere}}', 'Paths': { '/none': { 'Answer': 503 }, '/shut': { 'Deny': '127.0.0.1' } } }
            """);

        using var response = await rig.GetAsync(path);

        Assert.Equal((status, text), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("a.example.com", "/", "<h1>502 Bad Gateway</h1>")]
    [InlineData("b.example.com", "/", "<p>site</p>")]
    [InlineData("b.example.com", "/shut", "403: Forbidden.\n")]
    [InlineData("b.example.com", "/api", "{\"error\":502}")]
    [InlineData("unknown.example.com", "/", "<h1>404 Not Found</h1>")]
    public async Task The_nearest_page_wins(string host, string path, string text)
    {
        await using var rig = await SiteRig.StartAsync(
            $$"""
            'a.example.com': '{{Nowhere}}',
            'b.example.com': { 'To': '{{Nowhere}}', 'ErrorPages': { '5xx': '{{_folder.Path}}/site.html', '403': '{{_folder.Path}}/none.html' },
              'Paths': { '/shut': { 'Deny': '127.0.0.1' }, '/api': { 'ErrorPages': { '502': '{{_folder.Path}}/api.json' } } } }
            """,
            $$"""
            'ErrorPages': { '5xx': '{{_folder.Path}}/any.html', '404': '{{_folder.Path}}/any.html' }
            """);

        using var response = await rig.GetAsync(path, host);

        Assert.Equal(text, await response.Content.ReadAsStringAsync());
        Assert.Equal(
            text.StartsWith('<') ? "text/html; charset=utf-8"
            : text.StartsWith('{') ? "application/json"
            : "text/plain; charset=utf-8",
            response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/vnd.api+json, application/json;q=0.9", true)]
    [InlineData("application/json, */*;q=0.1", false)]
    [InlineData("text/html,application/xhtml+xml", false)]
    [InlineData("rubbish", false)]
    public async Task Who_takes_only_JSON_gets_JSON(string accept, bool isJson)
    {
        await using var rig = await SiteRig.StartAsync(
            $"'a.example.com': '{Nowhere}'", $"'RequestId': true, 'ErrorPages': {{ '5xx': '{_folder.Path}/any.html' }}");

        using var response = await rig.GetAsync("/", "a.example.com", ("Accept", accept));

        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(isJson ? "application/problem+json" : "text/html", response.Content.Headers.ContentType?.MediaType);
        if (isJson)
        {
            var problem = JsonDocument.Parse(text).RootElement;
            Assert.Equal(
                ("Bad Gateway", 502, Assert.Single(response.Headers.GetValues("X-Request-Id"))),
                (problem.GetProperty("title").GetString(), problem.GetProperty("status").GetInt32(),
                    problem.GetProperty("requestId").GetString()));
        }
    }

    [Fact]
    public async Task The_errors_of_upstreams_are_their_own()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return context.Response.WriteAsync("mine");
        });
        await using var rig = await SiteRig.StartAsync(
            $"'a.example.com': '{upstream.Address}'", $"'ErrorPages': {{ '5xx': '{_folder.Path}/any.html' }}");

        Assert.Equal("mine", await rig.TextAsync("/", "a.example.com"));
    }

    [Fact]
    public async Task HEAD_and_gRPC_get_no_page()
    {
        await using var rig = await SiteRig.StartAsync($"'a.example.com': '{Nowhere}'");

        using var head = await rig.SendAsync(HttpMethod.Head, "/", "a.example.com");
        using var request = new HttpRequestMessage(HttpMethod.Post, rig.Proxy.Uri("/", "a.example.com"))
        {
            Content = new ByteArrayContent([0]) { Headers = { { "Content-Type", "application/grpc" } } },
        };
        using var grpc = await rig.Proxy.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadGateway, ""), (head.StatusCode, await head.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.BadGateway, ""), (grpc.StatusCode, await grpc.Content.ReadAsStringAsync()));
    }
}
