using System.Net;
using Gateway.Configuration;
using Gateway.Configuration.Reload;

namespace Gateway.Tests.Configuration;

/// <summary>The keys of <c>Streams</c> and of the PROXY protocol (issue 6, point 5).</summary>
public sealed class StreamKeyTests
{
    private const string Listen = "'Listen': { 'Https': '*:443' }, ";

    [Fact]
    public async Task All_keys_are_read()
    {
        var config = await ConfigText.ValidAsync("""
            'Listen': { 'Https': '*:443', 'ProxyProtocolFrom': [ '10.0.0.5', '10.1.0.0/16' ] },
            'Streams': {
                'db': { 'Listen': [ '*:5432', '192.0.2.1:5433' ], 'To': [ '10.0.0.21:5432', '[fd00::21]:5432' ],
                        'ConnectTimeout': '1s', 'IdleTimeout': '1h', 'MaxConnections': 7, 'ProxyProtocol': 'v1',
                        'ProbeInterval': '10s', 'ProbeTimeout': '500ms' },
                'vpn': { 'ServerNames': [ 'vpn.example.com', '*.vpn.example.com' ], 'To': 'vpn.example.net:443' } }
            """);

        Assert.Equal([IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("10.1.0.0/16")], config.ProxyProtocolFrom);
        Assert.Equal(
            ["Https [::]:443 ", "Tcp [::]:5432 db", "Tcp 192.0.2.1:5433 db"],
            config.Listeners.Select(listener => $"{listener.Scheme} {listener.EndPoint} {listener.Stream}"));
        var (db, vpn) = (config.Streams[0], config.Streams[1]);
        Assert.Equal(["10.0.0.21:5432", "fd00::21:5432"], db.Destinations.Select(to => $"{to.Host}:{to.Port}"));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), (db.ConnectTimeout, db.IdleTimeout));
        Assert.Equal((7, ProxyProtocolVersion.V1), (db.MaxConnections, db.ProxyProtocol));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(500)), (db.ProbeInterval, db.ProbeTimeout));
        Assert.Equal(["vpn.example.com", "*.vpn.example.com"], vpn.ServerNames);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)), (vpn.ConnectTimeout, vpn.IdleTimeout));
        Assert.Equal((4096, ProxyProtocolVersion.None), (vpn.MaxConnections, vpn.ProxyProtocol));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)), (vpn.ProbeInterval, vpn.ProbeTimeout));
    }

    [Theory]
    [InlineData("'Streams': { 'db': { 'To': '10.0.0.1:1' } }",
        "Streams:db: nothing comes to it; add \"Listen\": \"*:5432\" for a port of its own, or \"ServerNames\": \"vpn.example.com\" for TLS connections that come to Listen:Https.")]
    [InlineData("'Streams': { 'db': { 'ServerNames': 'a.example.com', 'To': '10.0.0.1:1' } }",
        "Streams:db:ServerNames: takes an HTTPS listener; add \"Https\": \"*:443\" to Listen.")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1' } }",
        "Streams:db:To: required: where the connections go, for example \"10.0.0.21:5432\".")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': '10.0.0.1' } }",
        "Streams:db:To:0: \"10.0.0.1\" is not a host with a port; write \"10.0.0.21:5432\", \"db.example.com:5432\" or \"[fd00::21]:5432\".")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': 'fd00::21:5432' } }",
        "Streams:db:To:0: \"fd00::21:5432\" is not a host with a port; write \"10.0.0.21:5432\", \"db.example.com:5432\" or \"[fd00::21]:5432\".")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': '10.0.0.321:5432' } }",
        "Streams:db:To:0: \"10.0.0.321:5432\" has no IPv4 address: none of its four numbers may be above 255; correct it.")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:5432', 'To': 'localhost:5432' } }",
        "Streams:db:To:0: \"localhost:5432\" is this machine, where the proxy itself listens ([::]:5432): requests would go round in a loop; name the server that is to answer.")]
    [InlineData(Listen + "'Streams': { 'db': { 'Listen': '*:443', 'To': '10.0.0.1:1' } }",
        "Streams:db:Listen:0: \"*:443\" is taken by Listen:Https:0; one of them must go, or get another port.")]
    [InlineData(Listen + "'Streams': { 'a': { 'ServerNames': 'a.example.com', 'To': '10.0.0.1:1' }, 'b': { 'ServerNames': 'A.example.com', 'To': '10.0.0.1:1' } }",
        "Streams:b:ServerNames:0: \"A.example.com\" is taken by Streams:a:ServerNames:0; remove one.")]
    [InlineData(Listen + "'Sites': { 'a.example.com': 'http://10.0.0.1' }, 'Streams': { 'b': { 'ServerNames': 'A.example.com', 'To': '10.0.0.1:1' } }",
        "Streams:b:ServerNames:0: \"A.example.com\" is taken by Sites:a.example.com; remove one.")]
    [InlineData(Listen + "'Streams': { 'a': { 'ServerNames': '192.0.2.1', 'To': '10.0.0.1:1' } }",
        "Streams:a:ServerNames:0: \"192.0.2.1\" is not a host name; write for example \"vpn.example.com\" or \"*.example.com\".")]
    [InlineData(Listen + "'Streams': { 'a': { 'ServerNames': 'vpn.example.com.', 'To': '10.0.0.1:1' } }",
        "Streams:a:ServerNames:0: \"vpn.example.com.\" would match nothing: hosts are compared without their last dot; leave the last dot away.")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': '10.0.0.1:1', 'ProxyProtocol': 'v3' } }",
        "Streams:db:ProxyProtocol: \"v3\" is no version; write \"v1\", \"v2\" or \"off\".")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': '10.0.0.1:1', 'IdleTimeout': '1ms' } }",
        "Streams:db:IdleTimeout: \"1ms\" is out of range; use 1s to 24h.")]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': '10.0.0.1:1', 'MaxConnections': 0 } }",
        "Streams:db:MaxConnections: 0 is out of range; use 1 to 1000000.")]
    [InlineData("'Listen': { 'ProxyProtocolFrom': 'balancer' }",
        "Listen:ProxyProtocolFrom:0: \"balancer\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\".")]
    public async Task A_mistake_is_named_with_what_to_do(string text, string expected)
    {
        var result = await ConfigText.WithNodesAsync(text);

        Assert.Equal(expected, ConfigText.OnlyError(result));
    }

    [Theory]
    [InlineData("'Streams': { 'db': { 'Listen': '*:1', 'To': '10.0.0.1:1' } }", "Streams")]
    [InlineData("'Listen': { 'ProxyProtocolFrom': '10.0.0.5' }", "Listen:ProxyProtocolFrom")]
    [InlineData("'Tls': { 'Policy': 'modern' }", "Tls:Policy")]
    [InlineData("'Tls': { 'RequireSni': true }", "Tls:RequireSni")]
    [InlineData("'Tls': { 'Hosts': { 'a.example.com': { 'Hsts': true } } }", "Tls:Hosts")]
    public async Task A_running_gateway_takes_up_a_change(string text, string setting)
    {
        var (old, next) = (await ConfigText.ValidAsync("'Vrrp': {}"), await ConfigText.ValidAsync(text));

        var changes = ConfigurationChanges.Between(old, next);

        Assert.Equal([setting], changes.Settings);
        Assert.Null(changes.Refusal);
        Assert.Empty(ConfigurationChanges.Between(next, await ConfigText.ValidAsync(text)).Settings);
    }
}
