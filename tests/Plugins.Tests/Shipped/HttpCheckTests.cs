using Gateway.Plugins;
using Http;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Http plugin.</summary>
public sealed class HttpCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("200 OK", "", true, "200 after ")]
    [InlineData("204 No Content", "", true, "204 after ")]
    [InlineData("302 Found", "", false, "status 302")]
    [InlineData("302 Found", "302", true, "302 after ")]
    [InlineData("200 OK", "204, 302", false, "status 200")]
    [InlineData("503 Service Unavailable", "", false, "status 503")]
    public async Task The_status_decides(string answer, string wanted, bool isHealthy, string text)
    {
        await using var server = OneAnswerServer.Http(answer, "Location: /elsewhere\r\n");
        int[] status = [.. wanted.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

        var result = await Plugged.LookAsync<HttpCheck>(new { Url = Url(server), Status = status });

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.StartsWith(text, result.Text, StringComparison.Ordinal);
        Assert.Single(server.Heard);
    }

    [Theory]
    [InlineData("all is well", "well", true)]
    [InlineData("all is ill", "well", false)]
    [InlineData("", "well", false)]
    public async Task The_body_decides(string body, string wanted, bool isHealthy)
    {
        await using var server = OneAnswerServer.Http("200 OK", body: body);

        var result = await Plugged.LookAsync<HttpCheck>(new { Url = Url(server), BodyContains = wanted });

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.True(isHealthy || result.Text == "status 200, but the body has no \"well\"", result.Text);
    }

    [Theory]
    [InlineData("edge", true, "")]
    [InlineData("", true, "")]
    [InlineData("core", false, "status 200, header X-Machine is not \"core\"")]
    public async Task A_header_decides(string value, bool isHealthy, string text)
    {
        await using var server = OneAnswerServer.Http("200 OK", "X-Machine: edge\r\n");

        var result = await LookForHeaderAsync(server, value);

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.True(isHealthy || result.Text == text, result.Text);
    }

    [Fact]
    public async Task A_missing_header_is_named()
    {
        await using var server = OneAnswerServer.Http("200 OK");

        var result = await LookForHeaderAsync(server, "");

        Assert.Equal("status 200, without header X-Machine", result.Text);
    }

    [Fact]
    public async Task It_asks_as_told_and_connects_to_the_address()
    {
        await using var server = OneAnswerServer.Http("200 OK");
        var settings = new
        {
            Url = $"http://shop.example:{server.Port}/health?deep",
            Address = "127.0.0.1",
            Method = "HEAD",
            Headers = new Dictionary<string, string> { ["X-From"] = "edge" },
            SecretHeaders = new Dictionary<string, string> { ["X-Key"] = _scratch.Write("key", "secret\n") },
        };

        await Plugged.LookAsync<HttpCheck>(settings);

        var heard = Assert.Single(server.Heard);
        Assert.StartsWith("HEAD /health?deep HTTP/1.1\r\n", heard, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: shop.example:{server.Port}\r\n", heard, StringComparison.Ordinal);
        Assert.Contains("\r\nX-From: edge\r\n", heard, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Key: secret\r\n", heard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca", true, "200 after ")]
    [InlineData("skip", true, "200 after ")]
    [InlineData("system", false, "127.0.0.1:")]
    public async Task Tls_is_verified_unless_told_otherwise(string trust, bool isHealthy, string text)
    {
        using var certificate = _authority.Issue("shop.example");
        await using var server = OneAnswerServer.Http("200 OK", certificate: certificate);
        var settings = new Dictionary<string, object>
        {
            ["Url"] = $"https://shop.example:{server.Port}/",
            ["Address"] = "127.0.0.1",
        };
        (string Key, object Value)? more = trust switch
        {
            "ca" => ("CaFile", _scratch.Write("ca.pem", _authority.Pem)),
            "skip" => ("SkipTlsVerification", true),
            _ => null,
        };
        if (more is { } setting)
        {
            settings.Add(setting.Key, setting.Value);
        }

        var result = await Plugged.LookAsync<HttpCheck>(settings);

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.StartsWith(text, result.Text, StringComparison.Ordinal);
        Assert.True(isHealthy || result.Text.Contains("certificate", StringComparison.Ordinal), result.Text);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused()
    {
        using var certificate = _authority.Issue("shop.example");
        await using var server = OneAnswerServer.Http("200 OK", certificate: certificate);
        var ca = _scratch.Write("ca.pem", _authority.Pem);

        var result = await Plugged.LookAsync<HttpCheck>(
            new { Url = $"https://other.example:{server.Port}/", Address = "127.0.0.1", CaFile = ca });

        Assert.Contains("RemoteCertificateNameMismatch", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_says_where()
    {
        var port = BlackHole.ClosedPort();

        var result = await Plugged.LookAsync<HttpCheck>(new { Url = $"http://127.0.0.1:{port}/?token=secret" });

        Assert.Equal($"127.0.0.1:{port}: Connection refused", result.Text);
    }

    private static Task<HealthResult> LookForHeaderAsync(OneAnswerServer server, string value) =>
        Plugged.LookAsync<HttpCheck>(new
        {
            Url = Url(server),
            ResponseHeaders = new Dictionary<string, string> { ["X-Machine"] = value },
        });

    private static string Url(OneAnswerServer server) => $"http://127.0.0.1:{server.Port}/";
}
