using System.Net;
using System.Text.RegularExpressions;
using Gateway.Admin;
using Gateway.Admin.Dashboard;
using Gateway.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>The page comes out of the program, with headers that keep it to itself.</summary>
public sealed partial class DashboardEndpointsTests
{
    private static readonly PageFile[] Files = [.. PageFile.All()];

    [Fact]
    public async Task Every_file_is_served_to_anybody_with_a_strict_policy()
    {
        await using var server = await StartAsync();
        using var client = ClientOf(server);

        foreach (var file in Files)
        {
            using var answer = await client.GetAsync(new Uri(file.Path, UriKind.Relative));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(file.ContentType, answer.Content.Headers.ContentType!.ToString());
            Assert.Equal(file.Body, await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(DashboardEndpoints.Policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        }
    }

    [Theory]
    [InlineData("default-src 'none'")]
    [InlineData("script-src 'self'")]
    [InlineData("style-src 'self'")]
    [InlineData("connect-src 'self'")]
    [InlineData("frame-ancestors 'none'")]
    [InlineData("base-uri 'none'")]
    [InlineData("form-action 'self'")]
    public void The_policy_is_strict(string directive) =>
        Assert.Contains(directive, DashboardEndpoints.Policy.Split("; "));

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        await using var server = await StartAsync();
        using var client = ClientOf(server);
        using var first = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotModified, await AskAgainAsync(client, first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, await AskAgainAsync(client, $"\"other\", W/{first.Headers.ETag}"));
        Assert.Equal(HttpStatusCode.NotModified, await AskAgainAsync(client, "*"));
        Assert.Equal(HttpStatusCode.OK, await AskAgainAsync(client, "\"other\""));
    }

    /// <summary>Nothing that the policy would refuse, and nobody else who would have to be asked.</summary>
    [Fact]
    public void The_files_have_no_inline_script_or_style_and_name_no_other_server()
    {
        var page = TextOf("/");
        Assert.DoesNotMatch(Inline(), page);
        Assert.All(Files, file => Assert.DoesNotMatch(OtherServer(), TextOf(file.Path)));
        Assert.All(
            Files.Where(file => file.Path.EndsWith(".js", StringComparison.Ordinal)),
            file => Assert.DoesNotMatch(Markup(), TextOf(file.Path)));
    }

    /// <summary>A browser drops what it cannot read, and says nothing.</summary>
    [Fact]
    public void No_name_of_a_style_is_broken_in_two() =>
        Assert.DoesNotMatch(BrokenName(), TextOf("/dashboard.css"));

    [Fact]
    public void Whatever_a_file_names_is_there()
    {
        var paths = Files.Select(file => file.Path).ToHashSet();
        var named = Files.SelectMany(file => Named().Matches(TextOf(file.Path)))
            .Select(match => match.Groups["path"].Value).ToHashSet();

        Assert.Contains("/app.js", named);
        Assert.Equal(paths.Order(StringComparer.Ordinal), named.Append("/").Order(StringComparer.Ordinal));
    }

    private static Task<AdminServer> StartAsync() => AdminServer.StartAsync(
        new AdminConfig
        {
            HasSocket = false,
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            Token = "somebody-must-bring-this",
        },
        [new DashboardEndpoints()], NullLoggerFactory.Instance, CancellationToken.None);

    private static HttpClient ClientOf(AdminServer server) =>
        new() { BaseAddress = new Uri($"http://{server.Addresses.Single()}") };

    private static async Task<HttpStatusCode> AskAgainAsync(HttpClient client, string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        Assert.True(request.Headers.TryAddWithoutValidation("If-None-Match", known));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static string TextOf(string path) =>
        System.Text.Encoding.UTF8.GetString(Files.Single(file => file.Path == path).Body);

    [GeneratedRegex(@"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(https?:)?//(?!www\.w3\.org/2000/svg)[a-z0-9.-]+\.[a-z]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex OtherServer();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")]
    private static partial Regex Markup();

    [GeneratedRegex(@"[{;]\s*[a-z-]+\s+[a-z-]+\s*:\s[^{}]*;|-$", RegexOptions.Multiline)]
    private static partial Regex BrokenName();

    [GeneratedRegex(@"(src|href)=""(?<path>/[^""]*)""|from ""\.(?<path>/[^""]+)""")]
    private static partial Regex Named();
}
