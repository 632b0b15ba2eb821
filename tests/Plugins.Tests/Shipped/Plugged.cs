using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Plugins;

namespace Plugins.Tests.Shipped;

/// <summary>A shipped plugin after step 2, without a host.</summary>
internal static class Plugged
{
    public static TPlugin In<TPlugin>(object settings, TimeProvider? time = null)
        where TPlugin : IPlugin, new()
    {
        var plugin = new TPlugin();
        plugin.Configure(new PluginContext
        {
            Plugin = typeof(TPlugin).Assembly.GetName().Name!,
            Name = "uplink",
            Settings = Json(settings),
            Time = time ?? TimeProvider.System,
        });
        return plugin;
    }

    /// <summary>Everything wrong with the settings, form and content.</summary>
    public static ImmutableArray<string> Problems<TPlugin>(object settings)
        where TPlugin : IPlugin, new()
    {
        try
        {
            return [.. In<TPlugin>(settings).Validate().Select(problem => problem.ToString())];
        }
        catch (SettingsException wrong)
        {
            return [.. wrong.Problems.Select(problem => problem.ToString())];
        }
    }

    /// <summary>Validates, looks once, and disposes.</summary>
    public static async Task<HealthResult> LookAsync<TCheck>(object settings, TimeProvider? time = null)
        where TCheck : IHealthCheck, new()
    {
        await using var check = In<TCheck>(settings, time);
        Assert.Empty(check.Validate());
        return await check.CheckAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Validates, tells once, and disposes.</summary>
    public static async Task TellAsync<TAction>(object settings, Notification notification)
        where TAction : INotifyAction, new()
    {
        await using var action = In<TAction>(settings);
        Assert.Empty(action.Validate());
        await action.NotifyAsync(notification, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public static Notification News(
        NotificationKind kind = NotificationKind.Master, string subject = "lan4", bool isGroup = false) => new()
    {
        Kind = kind,
        Subject = subject,
        IsGroup = isGroup,
        Priority = 150,
        Reason = "no Master was \"heard\"",
        Sequence = 7,
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Node = "edge-a",
    };

    private static JsonElement Json(object settings) =>
        settings is string text ? JsonElement.Parse(text) : JsonSerializer.SerializeToElement(settings);
}
