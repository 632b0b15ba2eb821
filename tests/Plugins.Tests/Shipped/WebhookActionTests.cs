using System.Text.Json;
using Webhook;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Webhook plugin.</summary>
public sealed class WebhookActionTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Without_a_template_it_sends_everything()
    {
        var sent = await SendAsync([]);

        Assert.Contains("\r\nContent-Type: application/json; charset=utf-8\r\n", sent, StringComparison.Ordinal);
        Assert.Equal(
            """{"Kind":"Master","Subject":"lan4","IsGroup":false,"Priority":150,"Reason":"no Master was \"heard\"","Sequence":7,"At":"2026-01-02T03:04:05+00:00","Node":"edge-a"}""",
            Body(sent));
    }

    [Fact]
    public async Task Fields_are_filled_in()
    {
        var sent = await SendAsync(new()
        {
            ["Fields"] = new Dictionary<string, string>
            {
                ["text"] = "{Node}: {Subject} is {Kind}, {Reason}",
                ["more"] = "{IsGroup} {Priority} {Sequence} {At}",
            },
        });

        using var body = JsonDocument.Parse(Body(sent));
        Assert.Equal("edge-a: lan4 is Master, no Master was \"heard\"", body.RootElement.GetProperty("text").GetString());
        Assert.Equal("false 150 7 2026-01-02T03:04:05.0000000+00:00", body.RootElement.GetProperty("more").GetString());
    }

    [Fact]
    public async Task A_template_is_filled_in_and_stays_json()
    {
        var path = _scratch.Write("body.json", """{ "blocks": [ { "type": "section", "text": "{Kind}: {Reason}" } ] }""");

        var sent = await SendAsync(new() { ["BodyFile"] = path });

        using var body = JsonDocument.Parse(Body(sent));
        Assert.Equal(
            "Master: no Master was \"heard\"",
            body.RootElement.GetProperty("blocks")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Secrets_come_from_files()
    {
        await using var server = OneAnswerServer.Http("200 OK");
        var settings = new
        {
            UrlFile = _scratch.Write("url", $"http://127.0.0.1:{server.Port}/hook/T0P-S3CRET\n"),
            Headers = new Dictionary<string, string> { ["X-From"] = "edge" },
            SecretHeaders = new Dictionary<string, string> { ["Authorization"] = _scratch.Write("key", "Bearer 42\n") },
        };

        await Plugged.TellAsync<WebhookAction>(settings, Plugged.News());

        var sent = Assert.Single(server.Heard);
        Assert.StartsWith("POST /hook/T0P-S3CRET HTTP/1.1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("\r\nX-From: edge\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer 42\r\n", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("503 Service Unavailable", " answers with status 503")]
    [InlineData("302 Found", " answers with status 302")]
    public async Task Another_status_than_2xx_means_not_told(string status, string text)
    {
        await using var server = OneAnswerServer.Http(status, "Location: /\r\n");
        var url = _scratch.Write("url", $"http://127.0.0.1:{server.Port}/S3CRET");

        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => Plugged.TellAsync<WebhookAction>(new { UrlFile = url }, Plugged.News()));

        Assert.Equal($"127.0.0.1:{server.Port}{text}", error.Message);
    }

    [Fact]
    public async Task A_refused_connection_says_where_and_no_more()
    {
        var port = BlackHole.ClosedPort();
        var url = _scratch.Write("url", $"http://127.0.0.1:{port}/S3CRET");

        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => Plugged.TellAsync<WebhookAction>(new { UrlFile = url }, Plugged.News()));

        Assert.Equal($"127.0.0.1:{port}: Connection refused", error.Message);
        Assert.DoesNotContain("S3CRET", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tls_is_verified(bool isKnown)
    {
        using var stranger = new TestAuthority();
        using var certificate = _authority.Issue("localhost");
        await using var server = OneAnswerServer.Http("200 OK", certificate: certificate);
        var ca = _scratch.Write("ca.pem", isKnown ? _authority.Pem : stranger.Pem);

        var telling = Record.ExceptionAsync(() => Plugged.TellAsync<WebhookAction>(
            new { Url = $"https://localhost:{server.Port}/", CaFile = ca }, Plugged.News()));

        Assert.Equal(isKnown, await telling is null);
        Assert.Equal(isKnown, !server.Heard.IsEmpty);
    }

    [Fact]
    public void Files_with_the_wrong_content_are_named_without_it()
    {
        var url = _scratch.Write("url", "S3CRET");
        var body = _scratch.Write("body.json", "{ \"S3CRET\": {Colour} }");

        var problems = Plugged.Problems<WebhookAction>(new { UrlFile = url, BodyFile = body });

        Assert.Equal(
            [
                $"UrlFile: {url} holds no address that begins with http:// or https://",
                $"BodyFile: {body}: {{Colour}} is nothing; there are {{Kind}}, {{Subject}}, {{IsGroup}}, {{Priority}}, {{Reason}}, {{Sequence}}, {{At}}, {{Node}}",
                $"BodyFile: {body} is not JSON",
            ],
            problems);
    }

    private static async Task<string> SendAsync(Dictionary<string, object> settings)
    {
        await using var server = OneAnswerServer.Http("200 OK");
        settings["Url"] = $"http://127.0.0.1:{server.Port}/hook";
        await Plugged.TellAsync<WebhookAction>(settings, Plugged.News());
        return Assert.Single(server.Heard);
    }

    private static string Body(string request) => request.Split("\r\n\r\n", 2)[1];
}
