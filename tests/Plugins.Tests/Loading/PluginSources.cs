namespace Plugins.Tests.Loading;

/// <summary>Plugins that more than one fact needs.</summary>
internal static class PluginSources
{
    public const string Good = """
        public sealed class GoodSettings
        {
            public required string Text { get; init; }
            public TimeSpan Pause { get; init; }
        }

        public sealed class GoodCheck : HealthCheck<GoodSettings>
        {
            public override IEnumerable<SettingsProblem> Validate()
            {
                if (Settings.Text.Length == 0) { yield return new("Text", "is empty"); }
                if (Settings.Pause > TimeSpan.FromSeconds(1)) { yield return new("Pause", "is longer than 1s"); }
            }

            public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                return HealthResult.Healthy($"{Context.Plugin} {Context.Name} {Settings.Text}");
            }
        }
        """;

    /// <summary>A health check without settings, with some members replaced.</summary>
    public static string With(string members) => $$"""
        public sealed class Odd : IHealthCheck
        {
            {{members}}
            {{Unless(members, "Configure(", "public void Configure(PluginContext context) { }")}}
            {{Unless(members, "Validate(", "public IEnumerable<SettingsProblem> Validate() => [];")}}
            {{Unless(members, "CheckAsync(", HealthyCheck)}}
            {{Unless(members, "DisposeAsync(", "public ValueTask DisposeAsync() => default;")}}
        }
        """;

    private const string HealthyCheck =
        "public Task<HealthResult> CheckAsync(CancellationToken t) => Task.FromResult(HealthResult.Healthy());";

    private static string Unless(string members, string name, string usual) =>
        members.Contains(name, StringComparison.Ordinal) ? "" : usual;
}
