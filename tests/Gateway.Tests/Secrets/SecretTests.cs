using System.Collections.Immutable;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Tests.Tls;
using Gateway.Vrrp.Config;

namespace Gateway.Tests.Secrets;

/// <summary>No secret ever: whatever is wrong with a password or a key, and wherever it stands, nothing that is said
/// has it in it.</summary>
public sealed class SecretTests : IDisposable
{
    // Nobody says this by chance; long enough to be wrong as a password and right as a key.
    private const string Secret = "Xq7vZk2mWp9tRb4nJc8yLd3fHg6sTa1e";

    private readonly TestFolder _folder = new();
    private readonly RecordedLog _log = new();

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("""{ "Password": "$" }""")]
    [InlineData("""{ "Password": "$\u0007" }""")]
    [InlineData("""{ "Password": [ "$", "$" ] }""")]
    [InlineData("""{ "Password": { "$": "$" } }""")]
    [InlineData("""{ "Pasword": "$" }""")]
    [InlineData("""{ "Password": "$", "Password": "$" }""")]
    [InlineData("""{ "Password": "$" """)]
    [InlineData("""{ "Password": "$ """)]
    [InlineData("""{ "Password": $ }""")]
    [InlineData("""{ "Password": "$", "Hmac": { "Keys": { "1": "$" } } }""")]
    [InlineData("""{ "Hmac": { "Keys": { "1": "$$$" } } }""")]
    [InlineData("""{ "Hmac": { "Keys": { "1": "hex:$" } } }""")]
    [InlineData("""{ "Hmac": { "Keys": [ "$" ] } }""")]
    [InlineData("""{ "Hmac": { "Keys": "$" } }""")]
    [InlineData("""{ "Hmac": { "Keys": { "1": "$", "2": "$" } } }""")]
    [InlineData("""{ "Hmac": { "Keys": { "1": 7 }, "Key": "$" } }""")]
    [InlineData("""{ "Password": 73519842 }""")]
    [InlineData("\"$\"")]
    [InlineData("[ \"$\" ]")]
    public async Task A_mistake_beside_a_secret_is_named_without_it(string authentication)
    {
        var errors = (await LoadAsync(TextWith(authentication))).Errors;

        Assert.NotEmpty(errors);
        Assert.DoesNotContain(errors, error => error.ToString().Contains(Secret, StringComparison.OrdinalIgnoreCase)
            || error.ToString().Contains("73519842", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nor_does_the_environment_or_the_command_line_tell_it()
    {
        var text = TextWith("{ \"Password\": \"short\" }");
        var request = Request(text) with
        {
            Variables = new Dictionary<string, string>
            {
                ["Vrrp__Instances__lan4__Authentication__Password"] = Secret,
            },
            Overrides = [$"Vrrp:Instances:lan4:Authentication:Pasword={Secret}"],
        };

        var errors = (await ConfigurationFile.LoadAsync(request, CancellationToken.None)).Errors;

        Assert.NotEmpty(errors);
        Assert.DoesNotContain(errors, error => error.ToString().Contains(Secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_reload_that_is_refused_or_taken_up_logs_none()
    {
        var request = Request(TextWith($"{{ \"Password\": \"{Secret}\" }}"));
        using var reloader = new Reloader(request, copy: null, _log.Of<Reloader>());
        _ = await reloader.ReloadAsync(TakeUpAsync, CancellationToken.None);
        Assert.Contains(_log.Lines, line => line.Contains("Password", StringComparison.Ordinal));

        _folder.With("appsettings.json", TextWith($"{{ \"Hmac\": {{ \"Keys\": {{ \"1\": \"{Secret}\" }} }} }}"));
        var errors = await reloader.ReloadAsync(TakeUpAsync, CancellationToken.None);

        Assert.Empty(errors);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_configuration_in_words_has_none()
    {
        var result = await LoadAsync(TextWith($"{{ \"Hmac\": {{ \"Keys\": {{ \"1\": \"{Secret}\" }} }} }}"));

        var words = string.Join(' ', result.Config!.ToString(), result.Config.Vrrp.VirtualRouters[0].ToString(),
            result.Config.Vrrp.VirtualRouters[0].Authentication?.ToString(),
            ConfigurationSummary.Describe("appsettings.json", result.Config));

        Assert.DoesNotContain(Secret, words, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<ImmutableArray<ConfigError>> TakeUpAsync(GatewayConfig config) =>
        Task.FromResult(ImmutableArray<ConfigError>.Empty);

    private static string TextWith(string authentication) => $$"""
        { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 240 } },
          "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Version": 2,
            "Addresses": "192.168.10.10/24", "Authentication": {{authentication.Replace("$", Secret, StringComparison.Ordinal)}} } } } }
        """;

    private Task<ConfigurationResult> LoadAsync(string text) =>
        ConfigurationFile.LoadAsync(Request(text), CancellationToken.None);

    private ConfigurationRequest Request(string text)
    {
        _folder.With("appsettings.json", text);
        return new(Path.Combine(_folder.Path, "appsettings.json"), _ => new HashSet<string>())
        {
            HostName = "edge-a",
            RequiresPlugins = false,
        };
    }
}
