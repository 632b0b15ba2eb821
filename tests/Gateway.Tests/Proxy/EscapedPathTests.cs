using System.Text;
using Gateway.Tests.Proxy.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Proxy;

/// <summary>Path and query on their way to the upstream, escaped as the client escaped them. By sockets: .NET's client
/// escapes anew what it is given.</summary>
public sealed class EscapedPathTests
{
    [Theory]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a%2fb?c=%2F&d=e%20f", "/a%2fb?c=%2F&d=e%20f")]
    [InlineData("/a%252Fb", "/a%252Fb")]
    [InlineData("/%2F/x", "/%2F/x")]
    [InlineData("/@scope%2Fpackage", "/@scope%2Fpackage")]
    [InlineData("/100%25", "/100%25")]
    [InlineData("/a%20b/%C3%BC", "/a%20b/%C3%BC")]
    [InlineData("/%FF%FE", "/%FF%FE")]
    [InlineData("/%41%7e", "/%41%7e")]
    [InlineData("/a?x=%41&y=|z&s={1}&q=\"<>^`\\", "/a?x=%41&y=|z&s={1}&q=\"<>^`\\")]
    [InlineData("/a?a=%z", "/a?a=%z")]
    [InlineData("/a?/../b", "/a?/../b")]
    [InlineData("/a?b#c", "/a?b%23c")]
    [InlineData("/?", "/?")]
    [InlineData("/a%2Fb[c]|d", "/a%2Fb%5Bc%5D%7Cd")]
    [InlineData("/a%zz", "/a%25zz")]
    [InlineData("/a/%2e%2e/b%20c", "/b%20c")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a%5Cb\\c", "/a%5Cb%5Cc")]
    [InlineData("/a%2F...%2F..b%2F.c", "/a%2F...%2F..b%2F.c")]
    // Of a whole URI Kestrel unescapes slashes, too.
    [InlineData("http://app.example.com/a%2Fb?c", "/a%2Fb?c")]
    [InlineData("http://app.example.com/a%20b?c", "/a%20b?c")]
    [InlineData("/strip/a%2Fb", "/a%2Fb")]
    [InlineData("/STRIP/a%2Fb", "/a%2Fb")]
    [InlineData("/strip", "/")]
    [InlineData("/strip?a=%41", "/?a=%41")]
    [InlineData("/strip/%2F", "/%2F")]
    [InlineData("/add/a%2Fb", "/v2/add/a%2Fb")]
    [InlineData("/swap/a%2Fb", "/new/a%2Fb")]
    [InlineData("/replace/a%2Fb", "/all")]
    public async Task The_upstream_gets_what_the_client_wrote(string target, string expected)
    {
        await using var upstream = await Upstream.StartAsync(context =>
            context.Response.WriteAsync(context.Features.Get<IHttpRequestFeature>()!.RawTarget));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Http': 'serve', 'Paths': {
              '/strip': { 'Rewrite': { 'StripPrefix': '/strip' } },
              '/add': { 'Rewrite': { 'AddPrefix': '/v2' } },
              '/swap': { 'Rewrite': { 'StripPrefix': '/swap', 'AddPrefix': '/new' } },
              '/replace': { 'Rewrite': { 'Replace': '/all' } } } }
            """);

        var answer = await AskAsync(rig, target);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\n{expected}\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/old/a;v=1/b", "/new/a;v=1/b")]
    [InlineData("/old/a%3Bb", "/new/a%3Bb")]
    [InlineData("/old/a;v=1", "/new/a;v=1")]
    [InlineData("/old;x/a", "/new/a")]
    public async Task A_pattern_takes_over_parameters(string target, string expected)
    {
        await using var upstream = await Upstream.StartAsync(context =>
            context.Response.WriteAsync(context.Features.Get<IHttpRequestFeature>()!.RawTarget));
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': { 'a': { 'ClusterId': 'c', 'Match': { 'Path': '/old/{**rest}' },
                'Transforms': [ { 'PathPattern': '/new/{**rest}' } ], 'Metadata': { 'Http': 'serve' } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } } } }
            """);

        Assert.Contains($"\r\n{expected}\r\n", await AskAsync(rig, target), StringComparison.Ordinal);
    }

    // The upstream unescapes them: what is said of a path must hold for its other spellings, too.
    [Theory]
    [InlineData("/admin%2Fusers", 403)]
    [InlineData("/%61dmin%2fusers", 403)]
    [InlineData("/administration%2Fusers", 200)]
    [InlineData("/admin%5Cusers", 403)]
    [InlineData("/admin\\users", 403)]
    [InlineData("/%5cadmin", 403)]
    [InlineData("/public/../admin%2Fusers", 403)]
    // One and the same place to nobody: to whom a "%2F" is no slash, the last one is below /admin.
    [InlineData("/public/..%2Fadmin", 400)]
    [InlineData("/public%2F%2E%2E%2Fadmin", 400)]
    [InlineData("/public/..%5Cadmin", 400)]
    [InlineData("/public\\..\\admin", 400)]
    [InlineData("http://app.example.com/public/..%2Fadmin", 400)]
    [InlineData("/admin/a%2F..%2F..%2Fpublic", 400)]
    public async Task An_escaped_slash_leads_past_no_rule(string target, int status)
    {
        await using var rig = await SiteRig.StartAsync(
            "'app.example.com': { 'Answer': {}, 'Http': 'serve', 'Paths': { '/admin': { 'Answer': 403 } } }");

        Assert.StartsWith($"HTTP/1.1 {status}", await AskAsync(rig, target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_keeps_it()
    {
        await using var rig = await SiteRig.StartAsync("'app.example.com': { 'Answer': {} }");

        Assert.Contains("/a%2Fb%252Fc?d=%2F\r\n", await AskAsync(rig, "/a%2Fb%252Fc?d=%2F"), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(SiteRig rig, string target)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, rig.HttpPort, RunningProxy.Timeout);
        await using var stream = socket.GetStream();
        var request = $"GET {target} HTTP/1.1\r\nHost: {Configs.Host}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), RunningProxy.Timeout);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(RunningProxy.Timeout);
    }
}
