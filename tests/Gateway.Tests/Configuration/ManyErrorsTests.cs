using System.Text;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class ManyErrorsTests
{
    private const string Text = """
        {
          "Nodes": {
            "edge-a": { "Address": "192.168.10.300", "Priority": 150 },
            "edge-b": { "Priority": "100", "Weight": 5 },
          },
          "Vrrp": {
            "Instances": {
              "lan4": { "Interface": "eth0", "VirtualRouterId": 300, "Addresses": [ "192.168.10.10/24" ] },
              "lan6": { "Interface": "eth0", "VirtualRouterId": 51, "Addresses": [ "fd00:10::/64" ],
                        "AdvertisementInterval": "15ms", "Track": { "proxi": -60 } },
            },
            "SyncGroups": { "lan": [ "lan4", "lan5" ] },
          },
          "HealthChecks": { "uplink": { "Plugin": "Skript", "Interval": "2s", "Timeout": "3s" } },
          "Listen": { "Https": "443" },
          "Sites": { "app.example.com": "10.0.0.21:8080" },
          "ReverseProxy": {
            "Routes": { "web": { "ClusterId": "wbe", "Match": { "Path": "/" } },
                        "api": { "ClusterId": "web", "Match": { "Host": [ "api.example.com" ] } } },
            "Clusters": { "web": { "Destinations": { "a": { "Address": "10.0.0.31" } } } },
          },
        }
        """;

    private const string Expected = """
        appsettings.json:3:28: Nodes:edge-a:Address: "192.168.10.300" is not an IP address, for example "192.168.10.11" (without prefix length).
        appsettings.json:4:29: Nodes:edge-b:Priority: expected a number, found the string "100"; remove the quotes.
        appsettings.json:4:36: Nodes:edge-b:Weight: unknown key; known: Address, Priority.
        appsettings.json:8:57: Vrrp:Instances:lan4:VirtualRouterId: 300 is out of range; use 1 to 255.
        appsettings.json:9:76: Vrrp:Instances:lan6:Addresses:0: fd00:10:: is the address of every router in fd00:10::/64, which no machine can own alone; use another of the network.
        appsettings.json:10:42: Vrrp:Instances:lan6:AdvertisementInterval: "15ms" cannot be sent: VRRP counts in steps of 10ms. The nearest is "20ms".
        appsettings.json:10:70: Vrrp:Instances:lan6:Track:proxi: there is no health check "proxi"; did you mean "proxy"?
        appsettings.json:12:38: Vrrp:SyncGroups:lan:1: there is no instance "lan5"; did you mean "lan4"?
        appsettings.json:14:43: HealthChecks:uplink:Plugin: there is no plugin "Skript" in /opt/gateway/plugins; did you mean "Script"?
        appsettings.json:14:82: HealthChecks:uplink:Timeout: "3s" is out of range; use more than 0 and at most the interval, 2s.
        appsettings.json:15:24: Listen:Https:0: "443" is not an address with a port; write "*:443" for all addresses, "192.168.10.10:443" or "[fd00::10]:443".
        appsettings.json:16:33: Sites:app.example.com: "10.0.0.21:8080" is not an upstream; write a whole URI such as "http://10.0.0.21:8080".
        appsettings.json:18:39: ReverseProxy:Routes:web:ClusterId: there is no cluster "wbe"; did you mean "web"?
        appsettings.json:19:57: ReverseProxy:Routes:api:Match:Host: unknown key; did you mean "Hosts"?
        appsettings.json:20:64: ReverseProxy:Clusters:web:Destinations:a:Address: "10.0.0.31" is not an upstream; write a whole URI such as "http://10.0.0.21:8080".
        """;

    [Fact]
    public async Task Every_mistake_of_a_file_is_told_at_once_in_the_order_of_the_file()
    {
        var result = await ConfigurationFile.ParseAsync(
            ConfigText.Request, Encoding.UTF8.GetBytes(Text), CancellationToken.None);

        Assert.Null(result.Config);
        Assert.Equal(Expected, string.Join('\n', result.Errors));
    }
}
