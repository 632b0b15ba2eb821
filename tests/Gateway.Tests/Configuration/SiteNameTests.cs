using Gateway.Configuration;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration;

/// <summary>The hosts of a site (issue 6, point 2): its key, its aliases, IPv6 addresses. What requests make of them is
/// in HostTests.</summary>
public sealed class SiteNameTests
{
    private const string Answer = "{ 'Answer': 200 }";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "'': " + Answer, ": \"\" is not a host name; write for example \"app.example.com\", \"*.example.com\", \"[fd00::10]\" or \"*\"." },
        { "'a.example.com:8443': " + Answer, "a.example.com:8443: \"a.example.com:8443\" is not a host name; write for example \"app.example.com\", \"*.example.com\", \"[fd00::10]\" or \"*\"." },
        { "'a.example.com, www.example.com': " + Answer, "a.example.com, www.example.com: \"a.example.com, www.example.com\" is more than one host; write \"a.example.com\", and \"www.example.com\" into its Aliases." },
        { "'a.example.com *.example.com': " + Answer, "a.example.com *.example.com: \"a.example.com *.example.com\" is more than one host; write \"a.example.com\", and \"*.example.com\" into its Aliases." },
        { "'fd77::100': " + Answer, "fd77::100: \"fd77::100\" is an IPv6 address without brackets; write \"[fd77::100]\"." },
        { "'[fd77::100]:443': " + Answer, "[fd77::100]:443: \"[fd77::100]:443\" is not a host name; write for example \"app.example.com\", \"*.example.com\", \"[fd00::10]\" or \"*\"." },
        { "'[fe80::1%eth0]': " + Answer, "[fe80::1%eth0]: \"[fe80::1%eth0]\" is not a host name; write for example \"app.example.com\", \"*.example.com\", \"[fd00::10]\" or \"*\"." },
        { "'[192.0.2.1]': " + Answer, "[192.0.2.1]: \"[192.0.2.1]\" is not a host name; write for example \"app.example.com\", \"*.example.com\", \"[fd00::10]\" or \"*\"." },
        { "'a.example.com.': " + Answer, "a.example.com.: \"a.example.com.\" would match nothing: hosts are compared without their last dot; leave the last dot away." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': '*.example.com.' }", "a.example.com:Aliases:0: \"*.example.com.\" would match nothing: hosts are compared without their last dot; leave the last dot away." },
        { "'[fd77::100]': " + Answer + ", '[FD77:0::100]': " + Answer, "[FD77:0::100]: \"[FD77:0::100]\" is taken by Sites:[fd77::100]; remove one." },
        { "'[fd77::100]': { 'Answer': 99 }", "[fd77::100]:Answer: 99 is out of range; use 200 to 599." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': '' }", "a.example.com:Aliases:0: \"\" is not a host name; write for example \"app.example.com\", \"*.example.com\" or \"[fd00::10]\"." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': [ 'b.example.com', 'x/y' ] }", "a.example.com:Aliases:1: \"x/y\" is not a host name; write for example \"app.example.com\", \"*.example.com\" or \"[fd00::10]\"." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': '*' }", "a.example.com:Aliases:0: \"*\" is no host, but all that nothing else takes; give it an entry of its own." },
        { "'*': { 'Answer': 200, 'Aliases': 'a.example.com' }", "*:Aliases: are of no use: \"*\" takes every host that nothing else takes. Remove them, or give them an entry of their own." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': 'A.example.com' }", "a.example.com:Aliases:0: \"A.example.com\" is taken by Sites:a.example.com; remove one." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': [ 'b.example.com', 'b.example.com' ] }", "a.example.com:Aliases:1: \"b.example.com\" is taken by Sites:a.example.com:Aliases:0; remove one." },
        { "'a.example.com': { 'Answer': 200, 'Aliases': 'b.example.com' }, 'b.example.com': " + Answer, "b.example.com: \"b.example.com\" is taken by Sites:a.example.com:Aliases:0; remove one." },
        { "'bücher.example': " + Answer + ", 'a.example.com': { 'Answer': 200, 'Aliases': 'xn--bcher-kva.example' }", "a.example.com:Aliases:0: \"xn--bcher-kva.example\" is taken by Sites:bücher.example; remove one." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_told_at_its_place(string sites, string expected) => Assert.Equal(
        $"Sites:{expected}",
        ConfigText.OnlyError(
            await ConfigText.WithNodesAsync($"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ {sites} }}")));

    [Fact]
    public async Task A_mistake_in_a_site_of_an_address_has_line_and_column()
    {
        var result = await ConfigText.ParseAsync("""
            { 'Nodes': { 'edge-a': { 'Priority': 1 } }, 'Listen': { 'Https': '*:443' },
              'Sites': {
                '[fd77::100]': { 'Answer': 200,
                  'Allow': [ '10.0.0.0/8', 'x' ] } } }
            """);

        var error = Assert.Single(result.Errors);
        Assert.Equal((4, 32), (error.Position.Line, error.Position.Column));
    }

    [Fact]
    public async Task What_a_site_says_it_says_of_all_its_hosts_under_one_name()
    {
        var config = await ConfigText.ValidAsync("""
            'Listen': { 'Https': '*:443' }, 'Sites': { 'a.example.com': {
              'Aliases': [ 'www.example.com', 'xn--bcher-kva.example', '[FD77:0::100]' ],
              'To': 'http://10.0.0.1', 'Paths': { '/api': 'http://10.0.0.2' } } },
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.9/24',
              'Track': { 'cluster:site:a.example.com': -60 } } } }
            """.ReplaceLineEndings(" "));

        Assert.Equal(["site:a.example.com", "site:a.example.com/api"], config.Routes.Select(route => route.RouteId));
        Assert.Equal(["site:a.example.com", "site:a.example.com/api"], config.Clusters.Select(c => c.ClusterId));
        Assert.All(config.Routes, route => Assert.Equal(
            ["a.example.com", "www.example.com", "bücher.example", "[fd77::100]"], route.Match.Hosts));
    }

    [Fact]
    public async Task A_stream_cannot_take_an_alias_nor_another_form_of_a_host() => Assert.Equal(
        [
            "Streams:s:ServerNames:0: \"www.example.com\" is taken by Sites:a.example.com:Aliases:0; remove one.",
            "Streams:s:ServerNames:1: \"xn--bcher-kva.example\" is taken by Sites:bücher.example; remove one.",
        ],
        (await ConfigText.WithNodesAsync("""
            'Listen': { 'Https': '*:443' },
            'Sites': { 'a.example.com': { 'Answer': 200, 'Aliases': 'www.example.com' }, 'bücher.example': { 'Answer': 200 } },
            'Streams': { 's': { 'ServerNames': [ 'www.example.com', 'xn--bcher-kva.example' ], 'To': '10.0.0.1:1' } }
            """)).Errors.Select(error => $"{error.Path}: {error.Message}"));

    // YARP's section has ports, too.
    [Theory]
    [InlineData("[fd77::100]", "[FD77:0::100]", false)]
    [InlineData("[fd77::100]:8443", "[fd77:0:0::100]:8443", false)]
    [InlineData("[fd77::100]:8443", "[fd77::100]", true)]
    [InlineData("[fd77::100]", "[fd77::101]", true)]
    public async Task Spellings_of_an_address_are_one_host_in_YARPs_section(string one, string other, bool differ)
    {
        var result = await ConfigText.WithNodesAsync($$"""
            'Listen': { 'Http': '*:80' }, 'ReverseProxy': {
              'Routes': {
                'one': { 'ClusterId': 'c', 'Match': { 'Hosts': [ '{{one}}' ] } },
                'other': { 'ClusterId': 'c', 'Match': { 'Hosts': [ '{{other}}' ] } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.1' } } } } }
            """);

        Assert.Equal(differ, result.Config is not null);
        Assert.All(result.Errors, error => Assert.StartsWith(
            "matches the same requests as ReverseProxy:Routes:one", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_that_takes_what_a_route_takes_is_told_in_its_own_words()
    {
        var result = await ConfigText.WithNodesAsync("""
            'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': 'http://10.0.0.2' }, 'ReverseProxy': {
              'Routes': { 'one': { 'ClusterId': 'c', 'Match': { 'Hosts': [ 'a.example.com' ] } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.1' } } } } }
            """);

        Assert.Equal(
            "Sites:a.example.com: takes the same requests as ReverseProxy:Routes:one; clients would get 500. Remove one, "
            + "or give that route an Order (below 0 it comes before the site, above 0 behind it).",
            ConfigText.OnlyError(result));
    }

    [Fact]
    public async Task Check_warns_of_a_fallback_that_is_not_there()
    {
        using var folder = new TestFolder().With("www/index.html", "");
        var www = Path.Combine(folder.Path, "www");
        var text = $"{{ {ConfigText.Node}, 'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ "
            + $"'a.example.com': {{ 'Files': {{ 'Folder': '{www}', 'Fallback': 'index.html' }} }}, "
            + $"'b.example.com': {{ 'Files': {{ 'Folder': '{www}', 'Fallback': 'app.html' }} }}, "
            + "'c.example.com': { 'Files': { 'Folder': '/no/where', 'Fallback': 'app.html' } } } }";

        var result = await ConfigText.ParseAsync(text, ConfigText.Request with { IsThere = Path.Exists });

        Assert.Equal(
            [
                $"Sites:b.example.com:Files:Fallback: {www}/app.html is not there: what is not in the folder gets 404; "
                    + "make it, or correct the path.",
                "Sites:c.example.com:Files:Folder: /no/where is not there: requests that need it go without; make it, or "
                    + "correct the path.",
            ],
            result.Warnings.Where(warning => warning.Message.Contains("is not there", StringComparison.Ordinal))
                .Select(warning => $"{warning.Path}: {warning.Message}"));
    }
}
