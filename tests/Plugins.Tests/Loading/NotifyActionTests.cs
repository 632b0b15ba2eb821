using System.Text.Json;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Plugins.Tests.Loading;

/// <summary>Facts about notify actions as plugins.</summary>
public sealed class NotifyActionTests : IAsyncDisposable
{
    private const string Teller = """
        public sealed class TellerSettings { public required string Key { get; init; } }

        public sealed class Teller : NotifyAction<TellerSettings>
        {
            public override Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
            {
                AppContext.SetData(Settings.Key, $"{Context.Name}: {notification.Subject} {notification.Kind}");
                return Task.CompletedTask;
            }
        }
        """;

    private static readonly Notification News = new()
    {
        Kind = NotificationKind.Master,
        Subject = "lan4",
        Sequence = 1,
        At = DateTimeOffset.UnixEpoch,
        Node = "edge-a",
    };

    private readonly PluginFolder plugins = new();
    private readonly string key = Guid.NewGuid().ToString();

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Fact]
    public async Task An_action_binds_its_settings_and_tells()
    {
        plugins.Add("Teller", Teller);

        var action = await CreateAsync("Teller");
        await action.NotifyAsync(News, CancellationToken.None);

        Assert.Equal("ops: lan4 Master", AppContext.GetData(key));
    }

    [Fact]
    public async Task The_settings_of_an_action_are_checked()
    {
        plugins.Add("Teller", Teller);

        var error = await Assert.ThrowsAsync<PluginException>(
            () => plugins.Host.CreateNotifyActionAsync("Teller", "ops", JsonElement.Parse("{}"), default));

        Assert.Equal("plugin Teller, action ops: Key: is missing, and has no default", error.Message);
        // What the plugin itself has thrown names its kind as well.
        Assert.Equal(error.Message, error.InnerException!.Message);
        Assert.True(error.IsOfSettings);
    }

    [Fact]
    public async Task A_check_is_no_action_and_an_action_no_check()
    {
        plugins.Add("Teller", Teller);
        plugins.Add("Good", PluginSources.Good);

        Assert.Equal(
            "plugin Teller: it is a notify action, not a health check: name it under Notify",
            (await plugins.FailsAsync("Teller")).Message);
        Assert.Equal(
            "plugin Good: it is a health check, not a notify action: name it under HealthChecks",
            (await Assert.ThrowsAsync<PluginException>(() => CreateAsync("Good"))).Message);
    }

    [Fact]
    public async Task An_action_without_its_plugin_throws_until_it_is_dropped_in()
    {
        var settings = JsonElement.Parse($$"""{ "Key": "{{key}}" }""");
        var action = await plugins.Host.OpenNotifyActionAsync("Teller", "ops", settings, CancellationToken.None);

        await Assert.ThrowsAsync<PluginException>(() => action.NotifyAsync(News, CancellationToken.None));
        Assert.Contains("The action tells nobody until", plugins.Log.Only(3004), StringComparison.Ordinal);
        plugins.Add("Teller", Teller);
        await plugins.ApplyAsync();
        await action.NotifyAsync(News, CancellationToken.None);

        Assert.Equal("ops: lan4 Master", AppContext.GetData(key));
    }

    private Task<INotifyAction> CreateAsync(string plugin) => plugins.Host.CreateNotifyActionAsync(
        plugin, "ops", JsonElement.Parse($$"""{ "Key": "{{key}}" }"""), CancellationToken.None);
}
