using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Gateway.Proxy.Upstreams;
using Gateway.Tests.Hosting;
using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>What clients write into <c>Host</c> leaves no more than a hundred connections with TLS.</summary>
public sealed class KeptHostTests : IDisposable
{
    private const int Most = KeptHostHandler.MostHosts;
    private const int Some = 10;

    private readonly TestCertificate _certificate = TestCertificate.For("localhost");
    private readonly X509Certificate2 _loaded;
    private readonly ConcurrentDictionary<string, bool> _open = [];
    private readonly ConcurrentDictionary<string, string> _firstHost = [];

    public KeptHostTests() => _loaded = _certificate.Load();

    private int Open => _open.Values.Count(isOpen => isOpen);

    public void Dispose() => _loaded.Dispose();

    [Theory]
    [InlineData(HttpProtocols.Http1, false)]
    [InlineData(HttpProtocols.Http2, false)]
    [InlineData(HttpProtocols.Http2, true)]
    public async Task Of_a_client_with_many_names_the_connections_for_a_hundred_are_kept(
        HttpProtocols protocols, bool isSetByRoute)
    {
        await using var upstream = await StartAsync(protocols);
        await using var rig = await (isSetByRoute
            ? SiteRig.StartAsync("", $$"""
                'ReverseProxy': {
                  'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Path': '/' },
                    'Transforms': [ { 'RequestHeaderOriginalHost': 'true' } ] } },
                  'Clusters': { 'c': { 'Metadata': { 'Tls.Pin': '{{_certificate.Pin}}' },
                    'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } } } }
                """)
            : SiteRig.StartAsync(Site("*.example.com", upstream)));

        await AskAsync(rig, Most + Some, number => $"n{number}.example.com");
        AssertNobodyHadTwo();
        Assert.Equal(Most + Some, _open.Count);
        await ReloadRig.UntilAsync(() => Open == Most);

        await AskAsync(rig, Some, number => $"n{number}.example.com");
        AssertNobodyHadTwo();
        Assert.Equal(Most + Some, _open.Count);
    }

    [Fact]
    public async Task One_name_is_one_in_any_case_of_its_letters()
    {
        await using var upstream = await StartAsync(HttpProtocols.Http1);
        await using var rig = await SiteRig.StartAsync(Site(Configs.Host, upstream));

        Assert.All(await AskAsync(rig, Some, Spelling), asked => Assert.Equal(Configs.Host, asked));

        Assert.Single(_open);
    }

    // .NET itself would never close them.
    [Fact]
    public async Task Those_that_are_to_be_kept_for_no_time_are_kept_for_a_second()
    {
        await using var upstream = await StartAsync(HttpProtocols.Http2);
        await using var rig = await SiteRig.StartAsync(Site("*.example.com", upstream, "'IdleTimeout': '0s', "));

        await AskAsync(rig, Some, number => $"n{number}.example.com");

        await ReloadRig.UntilAsync(() => Open == 0);
        Assert.Equal(Some, _open.Count);
    }

    // Who did is named.
    private void AssertNobodyHadTwo() =>
        Assert.Empty(_firstHost.Values.GroupBy(host => host).Where(host => host.Count() > 1).Select(host => host.Key));

    private string Site(string host, Upstream upstream, string more = "") =>
        $"'{host}': {{ {more}'To': '{upstream.Address}', 'UpstreamPin': '{_certificate.Pin}', 'Health': 'off' }}";

    private Task<Upstream> StartAsync(HttpProtocols protocols) => Upstream.StartAsync(
        context =>
        {
            var connection = context.Connection.Id;
            _open[connection] = true;
            _ = _firstHost.TryAdd(connection, context.Request.Headers.Host!);
            _ = context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed
                .Register(() => _open[connection] = false);
            return context.Response.WriteAsync(context.Request.Headers.Host!);
        },
        protocols, _loaded);

    private static async Task<List<string>> AskAsync(SiteRig rig, int times, Func<int, string> host)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            using var response = await rig.GetAsync(headers: ("Host", host(i)));
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        return answers;
    }

    private static string Spelling(int number) => "app." + string.Concat("example".Select((letter, i) =>
        (number >> i & 1) == 0 ? letter : char.ToUpperInvariant(letter))) + ".com";
}
