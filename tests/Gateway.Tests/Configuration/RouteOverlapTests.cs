using Gateway.Proxy;

namespace Gateway.Tests.Configuration;

/// <summary>What is said of two routes beside each other, and what the matcher that serves does with them: it alone
/// knows.</summary>
public sealed class RouteOverlapTests
{
    private const string Error = "error";
    private const string Warning = "warning";
    private const string Fine = "fine";

    [Theory]
    [InlineData(Error, "'Path': '/x/{id}'", "'Path': '/X/{name}'", "/x/5")]
    [InlineData(Error, "'Path': '/x/{id}'", "'Path': '/x/{id?}'", "/x/5")]
    [InlineData(Error, "'Path': '/{**rest}'", "'Path': '/{*all}'", "/x/5")]
    [InlineData(Error, "'Path': '/{a:int}'", "'Path': '/{b:int}'", "/5")]
    [InlineData(Error, "'Hosts': [ 'a.example.com' ]", "'Hosts': [ 'b.example.com', 'a.example.com' ]", "/")]
    [InlineData(Error, "'Hosts': [ '*.example.com' ]", "'Hosts': [ '*.EXAMPLE.com' ]", "/")]
    [InlineData(Error, "'Path': '/', 'Methods': [ 'GET', 'PUT' ]", "'Path': '/', 'Methods': [ 'GET' ]", "/")]
    [InlineData(Error, "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '1' ] } ]",
        "'Path': '/', 'QueryParameters': [ { 'Name': 'V', 'Values': [ '1' ] } ]", "/?v=1")]
    [InlineData(Warning, "'Path': '/{a:int}'", "'Path': '/{b:long}'", "/5")]
    [InlineData(Warning, "'Path': '/v{a}'", "'Path': '/{b}5'", "/v5")]
    [InlineData(Warning, "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '1' ] } ]",
        "'Path': '/', 'QueryParameters': [ { 'Name': 'w', 'Values': [ '1' ] } ]", "/?v=1&w=1")]
    [InlineData(Warning, "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '1' ], 'Mode': 'Prefix' } ]",
        "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '11' ] } ]", "/?v=11")]
    [InlineData(Fine, "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '1' ] } ]",
        "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '2' ] } ]", "/?v=1")]
    [InlineData(Fine, "'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '1' ] } ]", "'Path': '/'", "/?v=1")]
    [InlineData(Fine, "'Path': '/x/{**rest}'", "'Path': '/{**rest}'", "/x/5")]
    [InlineData(Fine, "'Path': '/x/{id:int}'", "'Path': '/x/{id}'", "/x/5")]
    [InlineData(Fine, "'Path': '/x/{a}'", "'Path': '/{a}/x'", "/x/x")]
    [InlineData(Fine, "'Path': '/x'", "'Path': '/x/{id?}'", "/x")]
    [InlineData(Fine, "'Path': '/x'", "'Path': '/x/{**rest}'", "/x")]
    [InlineData(Fine, "'Hosts': [ 'a.example.com' ]", "'Hosts': [ '*.example.com' ]", "/")]
    [InlineData(Fine, "'Hosts': [ 'a.example.com' ]", "'Path': '/{**rest}'", "/")]
    [InlineData(Fine, "'Hosts': [ 'a.example.com' ]", "'Hosts': [ 'a.example.com:80' ]", "/")]
    [InlineData(Fine, "'Hosts': [ '*.com' ]", "'Hosts': [ '*.example.com' ]", "/")]
    [InlineData(Fine, "'Hosts': [ 'a.example.com' ], 'Path': '/x'", "'Hosts': [ 'a.example.com' ], 'Path': '/{**rest}'", "/x")]
    [InlineData(Fine, "'Path': '/', 'Methods': [ 'GET' ]", "'Path': '/'", "/")]
    [InlineData(Fine, "'Path': '/', 'Methods': [ 'GET' ]", "'Hosts': [ 'a.example.com' ]", "/")]
    public async Task Routes_that_are_level_are_told_and_others_are_not(
        string said, string one, string other, string request)
    {
        var url = new Uri("http://a.example.com" + request);
        var result = await ConfigText.WithNodesAsync(Rest(one, other, order: ""));
        var levels = await ConfigText.ValidAsync(Rest(one, other, order: "'Order': 1, "));

        Assert.Equal(said, result.Config is null ? Error : result.Warnings.IsEmpty ? Fine : Warning);
        Assert.NotNull(await RouteFinder.FindAsync(levels, "GET", url));
        var level = levels with { Routes = [.. levels.Routes.Select(route => route with { Order = null })] };
        Assert.Equal(said == Fine, await IsDecidedAsync(level, url));
    }

    [Fact]
    public async Task Hosts_that_differ_in_case_alone_are_one_host() => Assert.StartsWith(
        "ReverseProxy:Routes:other: matches the same requests as ReverseProxy:Routes:one with the same Order",
        ConfigText.OnlyError(await ConfigText.WithNodesAsync(
            Rest("'Hosts': [ 'a.example.com' ]", "'Hosts': [ 'A.example.com' ]", order: ""))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Headers_keep_routes_apart_only_with_other_values_of_one() => Assert.Equal(
        ["ReverseProxy:Routes:c: a request may match ReverseProxy:Routes:a as well, with the same Order, and would be "
            + "answered with 500; give one of them an Order (the lowest is asked first)."],
        (await ConfigText.WithNodesAsync("'Listen': { 'Http': '*:80' }, 'ReverseProxy': { 'Routes': { "
            + $"{Header("a", "Tenant", "red")}, {Header("b", "tenant", "blue")}, {Header("c", "Canary", "yes")} }}, "
            + $"{Cluster} }}")).Warnings.Select(found => $"{found.Path}: {found.Message}"));

    private const string Cluster = "'Clusters': { 'web': { 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } } }";

    private static string Header(string id, string name, string value) =>
        $"'{id}': {{ 'ClusterId': 'web', 'Match': {{ 'Path': '/', 'Headers': [ {{ 'Name': '{name}', 'Values': [ '{value}' ] }} ] }} }}";

    private static string Rest(string one, string other, string order) =>
        "'Listen': { 'Http': '*:80' }, 'ReverseProxy': { 'Routes': { "
        + $"'one': {{ 'ClusterId': 'web', 'Match': {{ {one} }} }}, "
        + $"'other': {{ {order}'ClusterId': 'web', 'Match': {{ {other} }} }} }}, {Cluster} }}";

    private static async Task<bool> IsDecidedAsync(Gateway.Configuration.GatewayConfig config, Uri url)
    {
        try
        {
            return await RouteFinder.FindAsync(config, "GET", url) is not null;
        }
        catch (InvalidOperationException undecided)
        {
            Assert.Contains(" match equally well: the client gets 500", undecided.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
