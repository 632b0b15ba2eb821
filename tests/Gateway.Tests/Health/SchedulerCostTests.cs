using System.Globalization;
using Gateway.Health;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Gateway.Tests.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Health;

/// <summary>What checks cost beyond what they do themselves.</summary>
[Collection(AloneCollection.Name)]
public sealed class SchedulerCostTests(ITestOutputHelper output)
{
    private const int Checks = 1000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The promise is 5 % of a core; the bound is four times that, for machines that are slow or
    /// busy.</summary>
    [Fact]
    public async Task A_thousand_checks_a_second_cost_little()
    {
        var listener = new CountingListener();
        ScheduledCheck[] checks =
        [
            .. Enumerable.Range(0, Checks).Select(i => FakeCheck.Saying(HealthResult.Healthy("fine"))
                .Every(Second, string.Create(CultureInfo.InvariantCulture, $"check-{i}"))),
        ];
        using var scheduler = new HealthScheduler(
            checks, new PluginThreads(), listener, TimeProvider.System, NullLogger<HealthScheduler>.Instance);
        await scheduler.StartAsync(CancellationToken.None);
        // What comes before is the compiler's.
        await listener.CountedAsync(4 * Checks);
        var busy = await QuietestAsync(() => listener.CountedAsync(listener.Count + Checks));
        await scheduler.StopAsync(CancellationToken.None);
        var idle = await QuietestAsync(OneSecondAsync);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{busy - idle:P2} of a core ({busy:P2} less {idle:P2} of other tests)"));
        Assert.InRange(busy - idle, double.MinValue, 0.2);
    }

    // The least of some spans: what tests before this one left running comes and goes.
    private static async Task<double> QuietestAsync(Func<Task> span)
    {
        var least = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var (cpu, clock) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
            await span();
            least = Math.Min(
                least, (Environment.CpuUsage.TotalTime - cpu) / TimeProvider.System.GetElapsedTime(clock));
        }

        return least;
    }

    private static async Task OneSecondAsync()
    {
        using var end = new CancellationTokenSource(Second);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
