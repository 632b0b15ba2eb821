using System.Diagnostics;
using Gateway.Proxy;
using Gateway.Proxy.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Matching;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Proxy.Routing;

/// <summary>Facts about routes that are told apart by host (issue 5: reload time for 10,000 routes). What comes of a
/// request is what ASP.NET Core's own policy makes of it.</summary>
public sealed class HostPolicyTests
{
    private static readonly string[] Hosts =
    [
        "a.com", "b.com", "x.a.com", "*.a.com", "*.b.com", "*", "a.com:81", "*.a.com:81", "*:81", "b.com:*",
        "a.com:443",
    ];

    private static readonly string[] Paths = ["/{**rest}", "/x/{**rest}", "/x", "/{id}", "/x/{id}"];

    private static readonly string[] AskedHosts =
    [
        "a.com", "A.COM", "b.com", "x.a.com", "y.x.A.com", "z.b.com", "a.com.", "c.com", "com", "",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_request_to_any_table_gets_the_endpoint_that_the_frameworks_own_policy_gives_it(int seed)
    {
        var random = new Random(seed);
        var answers = new HashSet<string>();
        for (var table = 0; table < 30; table++)
        {
            var endpoints = Enumerable.Range(0, random.Next(1, 12)).Select(number => Random(random, number)).ToArray();
            await using var ours = new RoutedHosts(endpoints, ours: true);
            await using var theirs = new RoutedHosts(endpoints, ours: false);
            for (var request = 0; request < 60; request++)
            {
                var host = Pick(random, AskedHosts) + Pick(random, "", "", ":81", ":443", ":8080");
                var path = Pick(random, "/", "/x", "/y", "/x/y", "/x/y/z");
                var method = Pick(random, "GET", "POST");
                var scheme = Pick(random, "http", "https");

                var expected = await theirs.AskAsync(host, path, method, scheme);

                var answer = await ours.AskAsync(host, path, method, scheme);
                Assert.True(expected == answer, $"{method} {scheme}://{host}{path}: {expected}, not {answer}");
                answers.Add(expected);
            }
        }

        // They do get somewhere, nowhere, and where two are level.
        Assert.Contains("none", answers);
        Assert.Contains("route 0", answers);
        Assert.Contains(answers, answer => answer.Contains(" = ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x.b.a.com", "long")]
    [InlineData("y.x.b.a.com", "long")]
    [InlineData("b.a.com", "short")]
    [InlineData("x.a.com", "short")]
    [InlineData("a.com", "none")]
    public async Task Of_several_wildcards_the_longest_is_taken(string host, string expected)
    {
        await using var routing = new RoutedHosts(
            [RoutedHosts.Endpoint("short", hosts: "*.a.com"), RoutedHosts.Endpoint("long", hosts: "*.b.a.com")],
            ours: true);

        Assert.Equal(expected, await routing.AskAsync(host));
    }

    [Theory]
    [InlineData(".a.com")]
    [InlineData("x..a.com")]
    [InlineData(".x.a.com")]
    public async Task A_host_with_an_empty_label_fits_no_wildcard(string host)
    {
        await using var routing = new RoutedHosts([RoutedHosts.Endpoint("all", hosts: "*.a.com")], ours: true);

        Assert.Equal("none", await routing.AskAsync(host));
    }

    [Fact]
    public async Task Hosts_that_differ_in_case_are_one()
    {
        await using var routing = new RoutedHosts(
            [RoutedHosts.Endpoint("all", hosts: "A.com"), RoutedHosts.Endpoint("x", path: "/x", hosts: "a.COM")],
            ours: true);

        Assert.Equal(("all", "x"), (await routing.AskAsync("a.com"), await routing.AskAsync("a.com", "/x")));
    }

    [Fact]
    public void The_time_to_tell_hosts_apart_does_not_grow_with_their_square()
    {
        var endpoints = Enumerable.Range(0, 3000)
            .Select(number => RoutedHosts.Endpoint($"{number}", hosts: $"host-{number}.example.com")).ToArray();
        _ = Edges(new HostPolicy(), endpoints[..100]);

        var (mine, ours) = Edges(new HostPolicy(), endpoints);
        var (own, theirs) = Edges(new HostMatcherPolicy(), endpoints);

        Assert.Equal(own, mine);
        Assert.InRange(ours, TimeSpan.Zero, theirs / 2);
    }

    [Fact]
    public async Task The_proxy_and_the_command_route_go_by_it()
    {
        await using var shorter = await Upstream.SayingAsync("short");
        await using var longer = await Upstream.SayingAsync("long");
        var config = Configs.Empty with
        {
            Listeners = [Configs.Http],
            Routes = [Route("short", "*.a.com"), Route("long", "*.b.a.com")],
            Clusters = [Cluster("short", shorter), Cluster("long", longer)],
        };
        await using var proxy = await RunningProxy.StartAsync(config);

        foreach (var (host, expected) in new[] { ("x.a.com", "short"), ("x.b.a.com", "long") })
        {
            using var answer = await proxy.GetAsync(host: host);
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
            Assert.Equal(expected, (await RouteFinder.FindAsync(config, "GET", proxy.Uri(host: host)))?.RouteId);
        }
    }

    private static RouteConfig Route(string id, string host) =>
        new() { RouteId = id, ClusterId = id, Match = new() { Hosts = [host] } };

    private static ClusterConfig Cluster(string id, Upstream upstream) => new()
    {
        ClusterId = id,
        Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = upstream.Address } },
    };

    private static (string[] Edges, TimeSpan Took) Edges(INodeBuilderPolicy policy, Endpoint[] endpoints)
    {
        var clock = Stopwatch.StartNew();
        var edges = policy.GetEdges(endpoints);
        var took = clock.Elapsed;
        var names = edges.Select(edge => string.Join(' ', edge.Endpoints.Select(endpoint => endpoint.DisplayName)));
        return ([.. names], took);
    }

    private static Endpoint Random(Random random, int number)
    {
        var hosts = random.GetItems(Hosts, random.Next(0, 3)).Distinct().ToArray();
        return RoutedHosts.Endpoint(
            $"route {number}", Pick(random, Paths), random.Next(0, 3), Pick(random, null, "GET"), hosts);
    }

    private static T Pick<T>(Random random, params T[] items) => items[random.Next(items.Length)];
}
