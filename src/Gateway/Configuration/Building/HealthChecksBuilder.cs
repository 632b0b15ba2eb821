using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>HealthChecks</c>.</summary>
/// <param name="plugins">The plugins that may be named.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class HealthChecksBuilder(PluginName plugins, List<ConfigError> errors)
{
    /// <summary>The check that every gateway has: a request through its own listener.</summary>
    public const string BuiltIn = "proxy";

    private const string Root = "HealthChecks";

    private static readonly Duration DefaultInterval = Duration.FromSeconds(2);
    private static readonly DurationRange Intervals = new("100ms", "24h");
    private static readonly JsonElement NoSettings = JsonDocument.Parse("{}").RootElement;

    /// <summary>Builds all checks.</summary>
    public ImmutableArray<HealthCheckConfig> Build(Dictionary<string, HealthCheckOptions>? options) =>
        [.. (options ?? []).Select(c => BuildCheck(c.Key, c.Value))];

    private HealthCheckConfig BuildCheck(string name, HealthCheckOptions options)
    {
        var path = $"{Root}:{name}";
        if (name == BuiltIn)
        {
            Fail(path, $"\"{BuiltIn}\" is the name of the built-in check; use another.");
        }
        else if (!ConfigName.IsValid(name))
        {
            Fail(path, $"\"{name}\" cannot be the name of a health check; use {ConfigName.Expected}.");
        }

        var interval = BuildInterval(path, options.Interval);
        return new()
        {
            Name = name,
            Plugin = plugins.Build($"{path}:Plugin", options.Plugin, "that checks, for example \"Script\""),
            Interval = interval.ToTimeSpan(),
            Timeout = BuildTimeout($"{path}:Timeout", options.Timeout, interval).ToTimeSpan(),
            Rise = BuildCount($"{path}:Rise", options.Rise ?? 2),
            Fall = BuildCount($"{path}:Fall", options.Fall ?? 3),
            Initial = BuildInitial($"{path}:Initial", options.Initial),
            Settings = options.Settings ?? NoSettings,
        };
    }

    private Duration BuildInterval(string path, string? text) =>
        Intervals.Read(text, problem => Fail($"{path}:Interval", problem)) is { } interval
            ? Duration.FromTimeSpan(interval)
            : DefaultInterval;

    private Duration BuildTimeout(string path, string? text, Duration interval)
    {
        if (text is null)
        {
            return new(interval.Nanoseconds / 2);
        }

        if (!DurationText.TryParse(text, out var timeout))
        {
            Fail(path, $"\"{text}\" is not {DurationText.Expected}.");
        }
        else if (timeout == Duration.Zero || timeout > interval)
        {
            Fail(path, $"\"{text}\" is out of range; use more than 0 and at most the interval, {interval}.");
        }

        return timeout;
    }

    private Demotion BuildInitial(string path, string? text)
    {
        if (text is not (null or "down" or "up"))
        {
            Fail(path, $"\"{text}\" is not a state; use \"down\" or \"up\".");
        }

        return Demotion.Of(text == "up");
    }

    private int BuildCount(string path, int count)
    {
        if (count is < 1 or > 100)
        {
            Fail(path, $"{count} is out of range; use 1 to 100.");
        }

        return count;
    }

    private void Fail(string path, string message) => errors.Add(new(path, message));
}
