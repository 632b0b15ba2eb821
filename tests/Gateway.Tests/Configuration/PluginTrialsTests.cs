using Gateway.Configuration;
using Gateway.Plugins;

namespace Gateway.Tests.Configuration;

/// <summary>Facts about trying plugins while a file is checked (issue 4, point 2: one that hangs is
/// contained).</summary>
public sealed class PluginTrialsTests
{
    private const string Text = $$"""
        { {{ConfigText.Node}},
          'HealthChecks': { 'one': { 'Plugin': 'Tcp' }, 'two': { 'Plugin': 'Tcp', 'Settings': { 'Port': 0 } } },
          'Notify': { 'ops': { 'Plugin': 'Script' } } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task All_plugins_are_tried_at_once()
    {
        var (trials, all) = (0, new TaskCompletionSource());
        async Task<IReadOnlyList<SettingsProblem>> TryAsync(string _, string name)
        {
            if (Interlocked.Increment(ref trials) == 3)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(Patience);
            return [];
        }

        var result = await ConfigText.ParseAsync(Text, Trying(TryAsync));

        Assert.Empty(result.Errors);
        Assert.Equal(3, trials);
    }

    [Fact]
    public async Task Their_problems_stand_in_the_order_of_the_file_and_name_line_and_column()
    {
        var last = new TaskCompletionSource();
        async Task<IReadOnlyList<SettingsProblem>> TryAsync(string _, string name)
        {
            switch (name)
            {
                case "one":
                    await last.Task.WaitAsync(Patience);
                    return [new("", "did not start within 10 s: it hangs")];
                case "two":
                    return [new("Port", "must be 1 to 65535, not 0")];
                default:
                    last.SetResult();
                    return [new("", "the DLL does not load")];
            }
        }

        var result = await ConfigText.ParseAsync(Text, Trying(TryAsync));

        Assert.Equal(
            [
                "appsettings.json:2:40: HealthChecks:one:Plugin: \"Tcp\" cannot be used: did not start within 10 s: it "
                    + "hangs.",
                "appsettings.json:2:97: HealthChecks:two:Settings:Port: must be 1 to 65535, not 0.",
                "appsettings.json:3:34: Notify:ops:Plugin: \"Script\" cannot be used: the DLL does not load.",
            ],
            result.Errors.Select(error => error.ToString()));
    }

    private static ConfigurationRequest Trying(Func<string, string, Task<IReadOnlyList<SettingsProblem>>> tryAsync) =>
        ConfigText.Request with
        {
            TryCheck = (folder, check, _) => tryAsync(folder, check.Name),
            TryNotify = (folder, action, _) => tryAsync(folder, action.Name),
        };
}
