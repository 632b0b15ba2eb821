using Gateway.Health;
using Gateway.Plugins;

namespace Gateway.Tests.Health;

/// <summary>A check that does what a test says.</summary>
internal sealed class FakeCheck(Func<int, CancellationToken, Task<HealthResult>> run) : IHealthCheck
{
    private int runs;

    /// <summary>How often it was called.</summary>
    public int Runs => Volatile.Read(ref runs);

    public static FakeCheck Saying(HealthResult result) => new((_, _) => Task.FromResult(result));

    public ScheduledCheck Every(
        TimeSpan interval, string name, TimeSpan? timeout = null, int rise = 1, int fall = 1) => new()
    {
        Name = name,
        Interval = interval,
        Timeout = timeout ?? interval / 2,
        Rise = rise,
        Fall = fall,
        Check = this,
    };

    public void Configure(PluginContext context)
    {
    }

    public IEnumerable<SettingsProblem> Validate() => [];

    public Task<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        run(Interlocked.Increment(ref runs), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
