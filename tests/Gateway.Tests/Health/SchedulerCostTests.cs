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
        await listener.CountedAsync(4 * Checks);

        var (cpu, clock, words) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp(), listener.Count);
        await listener.CountedAsync(words + (5 * Checks));
        var share = (Environment.CpuUsage.TotalTime - cpu) / TimeProvider.System.GetElapsedTime(clock);
        await scheduler.StopAsync(CancellationToken.None);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{share:P2} of a core"));
        Assert.InRange(share, 0, 0.2);
    }
}
