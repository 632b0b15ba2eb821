using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary><c>Headers:Request</c> of the headers that say where a request comes from.</summary>
public sealed class ForwardedChangesTests
{
    [Theory]
    [InlineData(
        "'Set': { 'X-Forwarded-For': '192.0.2.9', 'x-forwarded-host': 'app.internal', 'X-Forwarded-Proto': 'http' }",
        "For: 192.0.2.9|host: app.internal|Proto: http")]
    [InlineData("'Set': { 'X-Forwarded-Prefix': '/app' }", "For: 127.0.0.1|Host: HOST|Prefix: /app|Proto: https")]
    [InlineData("'Set': { 'X-Forwarded-For': '{client}:80' }", "For: 127.0.0.1:80|Host: HOST|Proto: https")]
    [InlineData("'Remove': [ 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto' ]", "")]
    [InlineData("'Add': { 'X-Forwarded-For': '192.0.2.9' }", "For: 127.0.0.1, 192.0.2.9|Host: HOST|Proto: https")]
    [InlineData(
        "'Remove': 'X-Forwarded-For', 'Add': { 'X-Forwarded-For': '192.0.2.9' }",
        "For: 192.0.2.9|Host: HOST|Proto: https")]
    [InlineData(
        "'Set': { 'X-Forwarded-For': '192.0.2.8' }, 'Add': { 'X-Forwarded-For': '192.0.2.9' }",
        "For: 192.0.2.8, 192.0.2.9|Host: HOST|Proto: https")]
    [InlineData(
        "'Set': { 'X-Forwarded-Port': '443' }, 'Add': { 'X-Other': 'b' }",
        "For: 127.0.0.1|Host: HOST|Port: 443|Proto: https")]
    public async Task What_the_site_says_wins(string changes, string expected)
    {
        await using var upstream = await Upstream.StartAsync(Tell);
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': '{upstream.Address}', 'Headers': {{ 'Request': {{ {changes} }} }} }}");

        Assert.Equal(
            expected.Replace("HOST", $"{Configs.Host}:{rig.HttpsPort}", StringComparison.Ordinal),
            await rig.TextAsync());
    }

    /// <summary>They see the changed headers of the request, as they always do.</summary>
    [Theory]
    [InlineData("Off", "For: 192.0.2.9")]
    [InlineData("Append", "For: 192.0.2.9, 127.0.0.1|Host: HOST|Proto: https")]
    public async Task Transforms_of_the_route_come_after(string action, string expected)
    {
        await using var upstream = await Upstream.StartAsync(Tell);
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Path': '/{**rest}' },
                                 'Metadata': { 'Headers.Request.Set.X-Forwarded-For': '192.0.2.9' },
                                 'Transforms': [ { 'X-Forwarded': '{{action}}' } ] } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } } } }
            """);

        Assert.Equal(
            expected.Replace("HOST", $"{Configs.Host}:{rig.HttpsPort}", StringComparison.Ordinal),
            await rig.TextAsync());
    }

    private static Task Tell(HttpContext context)
    {
        const string Prefix = "X-Forwarded-";
        return context.Response.WriteAsync(string.Join('|', context.Request.Headers
            .Where(header => header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key[Prefix.Length..]}: {string.Join(", ", header.Value.ToArray())}")
            .Order(StringComparer.OrdinalIgnoreCase)));
    }
}
