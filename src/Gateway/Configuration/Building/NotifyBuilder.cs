using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Configuration.Options;
using Gateway.Plugins;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Notify</c>.</summary>
/// <param name="plugins">The plugins that may be named.</param>
/// <param name="instances">The instances and sync groups that may be named.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class NotifyBuilder(PluginName plugins, IReadOnlyCollection<string> instances, List<ConfigError> errors)
{
    private const string Root = "Notify";
    private const int DefaultRetries = 5;
    private const int MostRetries = 20;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);
    private static readonly DurationRange Timeouts = new("100ms", "5m");
    private static readonly JsonElement NoSettings = JsonDocument.Parse("{}").RootElement;

    private static readonly ImmutableArray<NotificationKind> DefaultOn =
        [NotificationKind.Master, NotificationKind.Backup, NotificationKind.Fault, NotificationKind.Stop];

    /// <summary>Builds all actions.</summary>
    public ImmutableArray<NotifyConfig> Build(Dictionary<string, NotifyOptions>? options) =>
        [.. (options ?? []).Select(action => BuildAction(action.Key, action.Value))];

    private NotifyConfig BuildAction(string name, NotifyOptions options)
    {
        var path = $"{Root}:{name}";
        if (!ConfigName.IsValid(name))
        {
            Fail(path, $"\"{name}\" cannot be the name of a notify action; use {ConfigName.Expected}.");
        }

        return new()
        {
            Name = name,
            Plugin = plugins.Build($"{path}:Plugin", options.Plugin, "that tells, for example \"Script\""),
            On = BuildOn($"{path}:On", options.On),
            Instances = BuildInstances($"{path}:Instances", options.Instances),
            Timeout = Timeouts.Read(options.Timeout, problem => Fail($"{path}:Timeout", problem)) ?? DefaultTimeout,
            Retries = BuildRetries($"{path}:Retries", options.Retries ?? DefaultRetries),
            Settings = options.Settings ?? NoSettings,
        };
    }

    private ImmutableArray<NotificationKind> BuildOn(string path, List<string>? names)
    {
        if (names is null)
        {
            return DefaultOn;
        }

        var known = Enum.GetNames<NotificationKind>();
        var kinds = ImmutableArray.CreateBuilder<NotificationKind>();
        foreach (var (place, name) in Distinct(path, names))
        {
            if (known.Contains(name, StringComparer.Ordinal))
            {
                kinds.Add(Enum.Parse<NotificationKind>(name));
            }
            else
            {
                Fail(place, $"there is no event \"{name}\"; {NearestName.Hint(name, known)}");
            }
        }

        return kinds.ToImmutable();
    }

    private ImmutableArray<string> BuildInstances(string path, List<string>? names)
    {
        var wanted = ImmutableArray.CreateBuilder<string>();
        foreach (var (place, name) in Distinct(path, names))
        {
            if (!instances.Contains(name, StringComparer.Ordinal))
            {
                Fail(place, $"there is no instance or sync group \"{name}\"; {NearestName.Hint(name, instances)}");
            }

            wanted.Add(name);
        }

        return wanted.ToImmutable();
    }

    private IEnumerable<(string Path, string Name)> Distinct(string path, List<string>? names)
    {
        if (names is { Count: 0 })
        {
            Fail(path, "the list is empty; name something, or leave the key out to get the default.");
        }

        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            if (names!.IndexOf(names[i]) < i)
            {
                Fail($"{path}:{i}", $"\"{names[i]}\" is in the list already; remove one.");
            }
            else
            {
                yield return ($"{path}:{i}", names[i]);
            }
        }
    }

    private int BuildRetries(string path, int retries)
    {
        if (retries is < 0 or > MostRetries)
        {
            Fail(path, FormattableString.Invariant($"{retries} is out of range; use 0 to {MostRetries}."));
        }

        return retries;
    }

    private void Fail(string path, string message) => errors.Add(new(path, message));
}
