using System.Text;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;
using Gateway.Configuration.Showing;
using Gateway.Proxy;
using Gateway.Proxy.Upstreams;
using Gateway.Tests.Schema;
using Shared;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Gateway.Tests.Configuration.Showing;

/// <summary>What <c>gateway config show</c> says of a configuration with every key. After a change that is meant, run
/// the tests once with GATEWAY_REWRITE=1 in the environment and read the difference.</summary>
public sealed class ShownConfigurationTests
{
    private const string Defaults = """
        // alone
        {
          "Nodes": {
            "edge-a": {
              // "Address" is not set
              "Priority": 1,                        // appsettings.json:1
            },
          },
          "Vrrp": {
            "CrashNotice": true,                    // default
            "DrainOnStop": true,                    // default
            // "Instances" is not set
            // "Recorder" is not set
            // "SyncGroups" is not set
            "StartupDelay": "0s",                   // default
          },
          // "HealthChecks" is not set
          // "Notify" is not set
          "Listen": {
            // "Http" is not set
            // "Https" is not set
            "Http3": true,                          // default
            // "TrustedProxies" is not set
            // "ProxyProtocolFrom" is not set
            "DrainTime": "5s",                      // default
          },
          "Limits": {
            "MaxConnections": 10000,                // default
            "MaxConnectionsPerClient": 1000,        // default
            // "RequestsPerSecond" is not set
            // "RequestBurst" is not set
            "HeaderTimeout": "30s",                 // default
            "KeepAliveTimeout": "130s",             // default
            "MaxHeaderBytes": 32768,                // default
            "MaxHeaders": 100,                      // default
            "MinDataRate": 240,                     // default
          },
          "Tls": {
            // "Certificates" is not set
            "Policy": "intermediate",               // default
            "RequireSni": false,                    // default
            // "InternalCa" is not set
            // "Hosts" is not set
          },
          // "Sites" is not set
          // "ErrorPages" is not set
          "RequestId": false,                       // default
          // "ReverseProxy" is not set
          // "Streams" is not set
          // "AccessLog" is not set
          "Admin": {
            "Socket": "/run/gateway/gateway.sock",  // default
            "Listen": [ "127.0.0.1:7112" ],         // default
            // "Token" is not set
            // "TokenFile" is not set
          },
          "Plugins": {
            "Folder": "plugins",                    // default
            "MaxRunningChecks": 256,                // default
          },
        }

        """;

    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1";

    private static readonly string Folder = Repository.PathOf("tests/Gateway.Tests/Schema/Samples");

    private static readonly ConfigurationRequest Request = ConfigText.Request with
    {
        Path = Path.Combine(Folder, "every-key.json"),
        InstalledPlugins = _ => new HashSet<string> { "Script", "Http", "Webhook", "Smtp", "Fifo", "Mine" },
        ReadSecret = _ => new([.. new byte[32]], null),
        Variables = new Dictionary<string, string>
        {
            ["Nodes__edge-a__Priority"] = "245",
            ["LISTEN__HTTPS__2"] = "192.168.10.10:8443",
            ["Vrrp__Instances__lan6__UseVmac"] = "False",
            ["HealthChecks__space__Settings__Percent"] = "5",
        },
        Overrides = ["Vrrp:CrashNotice=false", "Plugins:MaxRunningChecks=64"],
    };

    [Fact]
    public async Task Every_key_is_shown_with_its_source_and_no_secret()
    {
        var shown = ShownConfiguration.Of(await LoadAsync());

        var text = ShownText.Write(shown, "every-key.json as edge-a runs it", Folder);

        Compare("shown.txt", text);
        Assert.DoesNotContain("abc", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret12", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_same_with_the_sources_by_path()
    {
        var text = ShownJson.Write(ShownConfiguration.Of(await LoadAsync()), "edge-a", "every-key.json")
            .Replace(Folder + "/", "", StringComparison.Ordinal);

        Compare("shown.json", text);
        Assert.DoesNotContain("abc", text, StringComparison.Ordinal);
    }

    /// <summary>With every default written out, the gateway does what it does without.</summary>
    [Theory]
    [MemberData(nameof(SampleTests.Samples), MemberType = typeof(SampleTests))]
    public async Task What_is_shown_can_be_pasted_back_and_means_the_same(string file)
    {
        var request = SampleTests.RequestOf(file);
        var first = await ConfigurationFile.LoadAsync(request, CancellationToken.None);
        var shown = ShownConfiguration.Of(first);

        var second = await ConfigurationFile.ParseAsync(
            request, Encoding.UTF8.GetBytes(ShownText.Write(shown, "pasted", "")), CancellationToken.None);

        // Clusters have defaults that YARP fills in later: they are shown, and compared as they are shown.
        Assert.Equal(
            ConfigDump.Of(first.Config! with { Clusters = [] }),
            ConfigDump.Of(ConfigText.Valid(second) with { Clusters = [] }));
        Assert.True(JsonNode.DeepEquals(shown.ToJson(), ShownConfiguration.Of(second).ToJson()));
    }

    [Fact]
    public void What_YARP_is_told_by_default_is_what_is_shown()
    {
        var probes = new ActiveHealthCheckMonitorOptions();
        ProxyDefaults.Apply(probes);

        Assert.Equal(probes.DefaultInterval.ToString(), Default<ActiveHealthCheckConfig>("Interval"));
        Assert.Equal(probes.DefaultTimeout.ToString(), Default<ActiveHealthCheckConfig>("Timeout"));
        Assert.Equal(
            ConsecutiveErrorsPolicy.DefaultReactivation.ToString(),
            Default<PassiveHealthCheckConfig>("ReactivationPeriod"));
        Assert.Equal(
            ProxyDefaults.ActivityTimeout.ToString(),
            Default<ForwarderRequestConfig>("ActivityTimeout"));
        Assert.Null(YarpDefaults.Of(
            typeof(PassiveHealthCheckConfig).GetProperty("ReactivationPeriod")!,
            "TransportFailureRate"));
    }

    private static object? Default<T>(string key) => YarpDefaults.Of(typeof(T).GetProperty(key)!);

    [Fact]
    public async Task What_was_hidden_is_refused_when_it_is_pasted_back()
    {
        var text = ShownText.Write(ShownConfiguration.Of(await LoadAsync()), "pasted", "");

        var errors = (await ConfigurationFile.ParseAsync(
            Request with { Variables = new Dictionary<string, string>(), Overrides = [] },
            Encoding.UTF8.GetBytes(text), CancellationToken.None)).Errors.Select(error => error.ToString()).ToArray();

        const string Sentence = "\"<hidden>\" stands where `gateway config show` hides a secret; write the secret, or the "
            + "file that holds it.";
        string[] places =
            ["Vrrp:Instances:old:Authentication:Password", "Notify:chat:Settings:Url", "HealthChecks:login:Settings:Command:2"];
        Assert.All(places, place => Assert.Contains(
            errors, error => error.EndsWith($"{place}: {Sentence}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_section_that_the_file_leaves_out_has_its_defaults()
    {
        var result = await ConfigText.ParseAsync("{ 'Nodes': { 'edge-a': { 'Priority': 1 } } }");

        Assert.Equal(
            Defaults,
            ShownText.Write(ShownConfiguration.Of(result), "alone", ""));
    }

    private static async Task<ConfigurationResult> LoadAsync()
    {
        var result = await ConfigurationFile.LoadAsync(Request, CancellationToken.None);
        _ = ConfigText.Valid(result);
        return result;
    }

    private static void Compare(string name, string actual)
    {
        var file = Path.Combine(Folder, name);
        if (IsRewriting)
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
