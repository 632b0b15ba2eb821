using System.Diagnostics;
using System.Net;
using System.Runtime.Loader;
using System.Text.Json;
using Gateway.Health;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>Plugins are replaced while the proxy serves (issue 4: 200 drop-in replacements while 500 requests a second
/// run -> no failed request, memory flat).</summary>
[Collection(AloneCollection.Name)]
public sealed class PluginDropInTests : IDisposable
{
    private const int Replacements = 200;
    private const int RequestsASecond = 500;
    private const int Warmup = 20;
    private const int Clients = 20;

    /// <summary>What 180 generations may leave behind: less than a tenth of what one image each would.</summary>
    private const long FlatBytes = 4_000_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly string name = "Drop" + Guid.NewGuid().ToString("N");
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-plugins-").FullName;
    private readonly RecordedLog log = new();
    private readonly PluginThreads threads = new();

    public void Dispose()
    {
        log.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_hundred_replacements_under_load_fail_no_request_and_leave_no_memory()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To(upstream.Address) with { Listeners = [Configs.Http] });
        using var loggers = log.CreateFactory();
        await using var host = new PluginHost(new(folder), threads, loggers, TimeProvider.System);
        byte[][] images = [Image("even"), Image("odd")];
        PluginCompiler.Write(Dll, images[1]);
        var check = (LiveHealthCheck)await host.OpenHealthCheckAsync(
            name, "drop", JsonElement.Parse("{}"), CancellationToken.None);
        var words = new CountingListener();
        using var scheduler = new HealthScheduler(
            [Scheduled(check)], threads, words, TimeProvider.System, log.Of<HealthScheduler>());
        await scheduler.StartAsync(CancellationToken.None);
        await using var watch = new PluginWatch(
            host, TimeProvider.System, log.Of<PluginWatch>(), Quiet, PluginWatch.DefaultLookPeriod);
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(proxy, stop.Token);
        var clock = Stopwatch.StartNew();

        await ReplaceAsync(check, images, from: 2, to: Warmup);
        var before = await SettledBytesAsync(host);
        await ReplaceAsync(check, images, from: Warmup + 1, to: Replacements + 1);
        var replaced = clock.Elapsed;
        var after = await SettledBytesAsync(host);
        await stop.CancelAsync();
        var (good, bad, elapsed) = await load;
        await scheduler.StopAsync(CancellationToken.None);

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Replacements} replacements in {replaced.TotalSeconds:0.0} s; {good} requests in {elapsed.TotalSeconds:0.0} s ({good / elapsed.TotalSeconds:0}/s), {bad.Count} failed; heap {before / 1024} KiB -> {after / 1024} KiB; {words.Up} good words, {words.Down} bad; {Contexts()} generation(s) in memory; {host.Unloads.Leaks} leak(s)"));
        Assert.Empty(bad);
        // What a busy test machine can do is its own matter; that they ran all the time is not.
        Assert.True(good >= RequestsASecond * elapsed.TotalSeconds / 5, $"{good} requests only");
        Assert.Equal(0, words.Down);
        Assert.InRange(words.Up, 1, int.MaxValue);
        Assert.InRange(after - before, long.MinValue, FlatBytes);
        Assert.Equal(1, Contexts());
    }

    private string Dll => Path.Combine(folder, name, name + ".dll");

    private byte[] Image(string text) => PluginCompiler.CompilePlugin(name, $$"""
        public sealed class Drop : IHealthCheck
        {
            private readonly byte[] ballast = new byte[100_000];
            public void Configure(PluginContext context) { }
            public IEnumerable<SettingsProblem> Validate() => [];
            public Task<HealthResult> CheckAsync(CancellationToken t) => Task.FromResult(HealthResult.Healthy("{{text}}"));
            public ValueTask DisposeAsync() => default;
        }
        """);

    private static ScheduledCheck Scheduled(LiveHealthCheck check) => new()
    {
        Name = "drop",
        Interval = TimeSpan.FromMilliseconds(100),
        // A busy test machine must not fail the check: what fails it here is a swap alone.
        Timeout = TimeSpan.FromMilliseconds(100),
        Rise = 1,
        Fall = 3,
        Check = check,
    };

    /// <summary>Each image must answer BEFORE the next is dropped in. A look in the middle of a drop may load the one
    /// before once more: its answer tells it apart.</summary>
    private async Task ReplaceAsync(LiveHealthCheck check, byte[][] images, int from, int to)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var patience = new CancellationTokenSource(Limit);
        for (var image = from; image <= to; image++)
        {
            PluginCompiler.Write(Dll, images[image % 2]);
            while (await AnswerAsync(check) != (image % 2 == 0 ? "even" : "odd"))
            {
                await tick.WaitForNextTickAsync(patience.Token);
            }
        }

        Assert.InRange(check.Generation, to, int.MaxValue);
    }

    private async Task<string> AnswerAsync(LiveHealthCheck check) =>
        (await threads.RunAsync(() => check.CheckAsync(CancellationToken.None))).Text;

    /// <summary>So many requests a second, from clients that catch up when the machine is busy.</summary>
    private static async Task<(int Good, List<string> Bad, TimeSpan Elapsed)> LoadAsync(
        RunningProxy proxy, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var clients = Enumerable.Range(0, Clients).Select(_ => AskOnAsync(proxy, clock, stop)).ToArray();
        var answers = await Task.WhenAll(clients);
        var elapsed = clock.Elapsed;
        var bad = answers.SelectMany(answer => answer.Bad).ToList();
        return (answers.Sum(answer => answer.Good), bad, elapsed);
    }

    private static async Task<(int Good, List<string> Bad)> AskOnAsync(
        RunningProxy proxy, Stopwatch clock, CancellationToken stop)
    {
        var (good, bad) = (0, new List<string>());
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested && clock.Elapsed < Limit)
        {
            while (good + bad.Count < clock.Elapsed.TotalSeconds * RequestsASecond / Clients)
            {
                if (await AskAsync(proxy) is { } problem)
                {
                    bad.Add(problem);
                }
                else
                {
                    good++;
                }

                if (stop.IsCancellationRequested)
                {
                    break;
                }
            }

            await tick.WaitForNextTickAsync(CancellationToken.None);
        }

        return (good, bad);
    }

    /// <summary>What was wrong with the answer; null when nothing was.</summary>
    private static async Task<string?> AskAsync(RunningProxy proxy)
    {
        try
        {
            using var response = await proxy.GetAsync();
            var text = await response.Content.ReadAsStringAsync();
            return response.StatusCode == HttpStatusCode.OK && text == "hello" ? null : $"{response.StatusCode} {text}";
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return failure.Message;
        }
    }

    /// <summary>The managed heap once the old generations are gone.</summary>
    private async Task<long> SettledBytesAsync(PluginHost host)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = new CancellationTokenSource(Limit);
        while (host.Unloads.IsWaiting && Contexts() > 1)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await tick.WaitForNextTickAsync(patience.Token);
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private int Contexts() => AssemblyLoadContext.All.Count(context => context.Name == name);

    private sealed class CountingListener : IHealthListener
    {
        private int up;
        private int down;

        public int Up => up;

        public int Down => down;

        public void OnWord(in HealthWord word) =>
            _ = word.Up ? Interlocked.Increment(ref up) : Interlocked.Increment(ref down);
    }
}
