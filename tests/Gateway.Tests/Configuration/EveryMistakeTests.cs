using System.Text;
using Gateway.Configuration;
using Gateway.Health;
using Gateway.Tests.Tls;
using Gateway.Tls;
using Shared;

namespace Gateway.Tests.Configuration;

/// <summary>One file with every kind of mistake, and all that is said of it, in one go. After a change that is meant,
/// run the test once with GATEWAY_REWRITE=1 in the environment and read the difference.</summary>
public sealed class EveryMistakeTests : IDisposable
{
    private const string Name = "every-mistake";

    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1";
    private static readonly string Samples = Repository.PathOf("tests/Gateway.Tests/Configuration/Samples");

    private readonly TestFolder _folder = new();

    public EveryMistakeTests()
    {
        var (one, other) = (TestCertificate.For("one.example.com"), TestCertificate.For("other.example.com"));
        _ = _folder.With("check", "#!/bin/sh\n")
            .With("certs/one.crt", one.Pem).With("certs/one.key", other.Key)
            .With("certs/good.crt", other.Pem).With("certs/good.key", other.Key);
        File.SetUnixFileMode(Path.Combine(_folder.Path, "check"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_mistake_is_told_at_once_with_its_place_its_value_and_what_to_do()
    {
        var errors = (await LoadAsync()).Errors
            .Select(e => e.ToString().Replace(_folder.Path, "{folder}")
                .Replace(BuiltGateway.Folder, "{program}")).ToArray();
        var actual = string.Concat(errors.Select(error => error + "\n"));

        var file = Path.Combine(Samples, Name + ".txt");
        if (IsRewriting)
        {
            await File.WriteAllTextAsync(file, actual);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), actual);
        Assert.All(errors, error => Assert.Matches(@"^every-mistake\.json:\d+:\d+: \w[^ ]*: .{20,}[.?]$", error));
    }

    [Theory]
    [InlineData("an unknown key", "Vrp")]
    [InlineData("an unknown key in YARP's section", "ReverseProxy:Routes:open:Match:Host")]
    [InlineData("an unknown key in a plugin's settings", "HealthChecks:misspelt:Settings:Comand")]
    [InlineData("a key that is there twice", "Vrrp:Instances:lan4:Interface")]
    [InlineData("a key of YARP that is there twice", "ReverseProxy:Clusters:web")]
    [InlineData("a name that differs in case alone", "Nodes:Edge-B")]
    [InlineData("a wrong type", "Vrrp:CrashNotice")]
    [InlineData("a duration", "Vrrp:StartupDelay")]
    [InlineData("an address", "Vrrp:Instances:lan4:Addresses:1")]
    [InlineData("routes that overlap", "ReverseProxy:Routes:name")]
    [InlineData("an unknown cluster", "ReverseProxy:Routes:lost:ClusterId")]
    [InlineData("a destination that is a virtual address", "Sites:app.example.com")]
    [InlineData("a destination that is this machine", "ReverseProxy:Clusters:web:Destinations:self:Address")]
    [InlineData("HashCookie", "ReverseProxy:Clusters:web:SessionAffinity:Policy")]
    [InlineData("an id twice on an interface", "Vrrp:Instances:dmz4:VirtualRouterId")]
    [InlineData("no link-local address first", "Vrrp:Instances:lan6:Addresses:1")]
    [InlineData("version 2 below a second", "Vrrp:Instances:dmz4:AdvertisementInterval")]
    [InlineData("a long password", "Vrrp:Instances:dmz4:Authentication:Password")]
    [InlineData("a password with version 3", "Vrrp:Instances:wan4:Authentication:Password")]
    [InlineData("unicast without peer", "Vrrp:Instances:lan4:Peers")]
    [InlineData("a missing script", "HealthChecks:missing:Settings:Command:0")]
    [InlineData("a script that is not executable", "HealthChecks:dull:Settings:Command:0")]
    [InlineData("a certificate whose key does not match", "Tls:Certificates:0")]
    [InlineData("a weight out of range", "Vrrp:Instances:lan4:Track:proxy")]
    public async Task Each_kind_of_mistake_is_told_once(string mistake, string path) =>
        Assert.True((await LoadAsync()).Errors.Count(error => error.Path == path) == 1, $"{mistake}: {path}");

    private async Task<ConfigurationResult> LoadAsync()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Samples, Name + ".json"));
        var trial = new PluginTrial(isStrict: true);
        var request = new ConfigurationRequest(Name + ".json", InstalledPlugins.In)
        {
            HostName = "edge-a",
            ProgramFolder = BuiltGateway.Folder,
            TryCheck = trial.RunAsync,
            TryNotify = trial.RunAsync,
            TryCertificates = CertificateTrial.Run,
        };
        return await ConfigurationFile.ParseAsync(
            request, Encoding.UTF8.GetBytes(text.Replace("{folder}", _folder.Path)), CancellationToken.None);
    }
}
