using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>Files, fragments, environment and command line, one over the other.</summary>
public sealed class SourcesTests : IDisposable
{
    private const string Main = """
        { "Nodes": { "edge-a": { "Priority": 150 }, "edge-b": { "Priority": 100 } },
          "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 51,
                    "Addresses": [ "192.168.10.10/24", "192.168.10.20/24" ] } } },
          "HealthChecks": { "up": { "Plugin": "Script", "Settings": { "Command": [ "/bin/true" ], "Count": 1 } } },
          "Listen": { "Http": "*:80", "Https": [ "*:443" ] },
          "Sites": { "a.example.com": "http://10.0.0.1" } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public SourcesTests() => Write("appsettings.json", Main);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_file_of_the_environment_lies_over_the_file()
    {
        Write("appsettings.Staging.json", """{ "Nodes": { "edge-a": { "Priority": 90 } } }""");
        Write("appsettings.Production.json", """{ "Nodes": { "edge-a": { "Priority": 0 } } }""");

        var config = ConfigText.Valid(await LoadAsync(Request with { Environment = "Staging" }));

        Assert.Equal(90, config.Vrrp.VirtualRouters[0].Priority);
    }

    [Fact]
    public async Task Fragments_lie_over_it_in_the_order_of_their_names()
    {
        Write("conf.d/20-b.json", """{ "Sites": { "b.example.com": "http://10.0.0.2", "a.example.com": "http://10.0.0.3" } }""");
        Write("conf.d/10-a.json", """{ "Sites": { "b.example.com": "http://10.0.0.9" }, "Listen": { "Https": [ "*:444" ] } }""");
        Write("conf.d/readme.txt", "no JSON");

        var config = ConfigText.Valid(await LoadAsync(Request));

        Assert.Equal(
            ["http://10.0.0.3", "http://10.0.0.2"],
            config.Clusters.Select(cluster => cluster.Destinations!.Values.Single().Address));
        Assert.Equal([80, 444], config.Listeners.Select(listener => listener.EndPoint.Port));
    }

    [Fact]
    public async Task Hidden_files_are_no_fragments()
    {
        Write("conf.d/.10-a.json", "{ ");
        _ = File.CreateSymbolicLink(Path.Combine(_folder, "conf.d/.#10-a.json"), "somebody@edge-a.1234:1");

        _ = ConfigText.Valid(await LoadAsync(Request));
    }

    [Fact]
    public async Task Environment_variables_lie_over_the_files()
    {
        _variables["Nodes__edge-a__Priority"] = "120";
        _variables["VRRP__INSTANCES__LAN4__ADDRESSES__1"] = "192.168.10.30/24";
        _variables["Vrrp__Instances__lan4__Preempt"] = "false";
        _variables["Vrrp__CrashNotice"] = "False";
        _variables["Listen__Https__0"] = "*:8443";
        _variables["Listen__Https__1"] = "*:9443";
        _variables["Sites__c.example.com"] = "http://10.0.0.4";
        _variables["ReverseProxy__Clusters__web__Destinations__one__Address"] = "http://10.0.0.5";
        _variables["HealthChecks__up__Settings__Count"] = "2";
        _variables["PATH"] = "/bin";
        _variables["Other__Priority"] = "x";

        var config = ConfigText.Valid(await LoadAsync(Request));

        var router = config.Vrrp.VirtualRouters[0];
        Assert.Equal(120, router.Priority);
        Assert.Equal(["192.168.10.10", "192.168.10.30"], router.Addresses.Select(a => a.Address.ToString()));
        Assert.False(config.Vrrp.CrashNotice);
        Assert.Equal([80, 8443, 9443], config.Listeners.Select(listener => listener.EndPoint.Port));
        Assert.Equal(["web", "site:a.example.com", "site:c.example.com"], config.Clusters.Select(c => c.ClusterId));
        Assert.Equal(
            """{"Command":["/bin/true"],"Count":2}""", config.HealthChecks[0].Settings.GetRawText());
    }

    [Theory]
    [InlineData("0=*:81", new[] { 81, 443 })]
    [InlineData("1=*:82", new[] { 80, 82, 443 })]
    public async Task One_value_counts_as_a_list_of_one(string item, int[] ports)
    {
        var config = ConfigText.Valid(await LoadAsync(Request with { Overrides = [$"Listen:Http:{item}"] }));

        Assert.Equal(ports, config.Listeners.Select(listener => listener.EndPoint.Port));
    }

    [Theory]
    [InlineData("Listen:Http:2")]
    [InlineData("Listen:Https:2")]
    public async Task An_item_that_leaves_a_hole_is_told_which_one_is_next(string item) => Assert.Equal(
        $"--set {item}: would leave a hole: the next item of the list is 1; write 1.",
        Assert.Single((await LoadAsync(Request with { Overrides = [$"{item}=*:81"] })).Errors).ToString());

    [Fact]
    public async Task The_command_line_lies_over_everything()
    {
        _variables["Nodes__edge-a__Priority"] = "120";

        var config = ConfigText.Valid(await LoadAsync(Request with { Overrides = ["Nodes:edge-a:Priority=130"] }));

        Assert.Equal(130, config.Vrrp.VirtualRouters[0].Priority);
    }

    [Fact]
    public async Task The_colons_of_an_address_in_brackets_are_its_own()
    {
        _variables["Sites__[fd77::100]__To__0"] = "http://10.0.0.2";

        var config = ConfigText.Valid(await LoadAsync(Request with
        {
            Overrides = ["Sites:[fd77::200]:To:0=http://10.0.0.3", "Sites:a.example.com=http://[fd00::1]:8080"],
        }));

        Assert.Equal(
            ["http://10.0.0.2", "http://10.0.0.3", "http://[fd00::1]:8080"],
            config.Clusters.Select(cluster => cluster.Destinations!.Values.Single().Address).Order());
    }

    [Fact]
    public async Task Every_error_names_its_source_and_they_come_in_the_order_of_the_sources()
    {
        Write("appsettings.json", Main.Replace("\"Priority\": 100", "\"Priority\": 0", StringComparison.Ordinal));
        Write("conf.d/a.json", """{ "Listen": { "Htp": "*:80" } }""");
        _variables["Vrrp__Instances__lan4__VirtualRouterId"] = "many";
        _variables["Listen__Https__7"] = "*:1";

        var errors = (await LoadAsync(Request with { Overrides = ["Vrrp:CrashNotice=perhaps", "nonsense"] })).Errors;

        Assert.Equal(
        [
            "appsettings.json:1:69: Nodes:edge-b:Priority: 0 is out of range; use 1 to 254 (255 is for the owner of an address).",
            "conf.d/a.json:1:15: Listen:Htp: unknown key; did you mean \"Http\"?",
            "--set: \"nonsense\" is not KEY=VALUE; write for example Vrrp:CrashNotice=false.",
            "environment variable Listen__Https__7: Listen:Https:7: would leave a hole: the next item of the list is 1; "
                + "write 1.",
            "environment variable Vrrp__Instances__lan4__VirtualRouterId: Vrrp:Instances:lan4:VirtualRouterId: "
                + "expected a number, found the string \"many\".",
            "--set Vrrp:CrashNotice: expected true or false, found the string \"perhaps\".",
        ],
            errors.Select(error => error.ToString().Replace(_folder + "/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_fragment_with_bad_syntax_is_an_error_of_its_own()
    {
        Write("conf.d/a.json", "{ ");

        Assert.StartsWith(Path.Combine(_folder, "conf.d/a.json") + ":1:",
            Assert.Single((await LoadAsync(Request)).Errors).ToString(), StringComparison.Ordinal);
    }

    private ConfigurationRequest Request =>
        ConfigText.Request with { Path = Path.Combine(_folder, "appsettings.json"), Variables = _variables };

    private static Task<ConfigurationResult> LoadAsync(ConfigurationRequest request) =>
        ConfigurationFile.LoadAsync(
            request with { InstalledPlugins = _ => new HashSet<string> { "Script" } }, CancellationToken.None);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
