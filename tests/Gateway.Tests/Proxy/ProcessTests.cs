using Gateway.Proxy;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Proxy;

[Collection(AloneCollection.Name)]
public sealed class ProcessTests
{
    [Fact]
    public async Task A_download_of_256_mebibytes_is_never_stored()
    {
        const long Size = 256L << 20;
        const long Allowance = 32L << 20;
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            var block = new byte[64 << 10];
            for (var sent = 0L; sent < Size; sent += block.Length)
            {
                await context.Response.Body.WriteAsync(block);
            }
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var response = await proxy.GetAsync();
        var (received, peak) = await DrainAsync(await response.Content.ReadAsStreamAsync());

        Assert.Equal(Size, received);
        Assert.InRange(peak - before, long.MinValue, Allowance);
    }

    [Fact]
    public async Task Signals_are_left_to_the_process()
    {
        using var log = new RecordedLog();
        using var unfiltered = LoggerFactory.Create(logging => logging.AddProvider(log));

        await using var server = await ProxyServer.StartAsync(
            Configs.Empty, unfiltered, TimeProvider.System, ProxyServer.DefaultStopDeadline, RunningProxy.Timeout);

        Assert.DoesNotContain(log.Lines, line => line.Contains("Ctrl+C", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Environment_variables_change_nothing()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://192.0.2.77:1");
        try
        {
            await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
            Assert.DoesNotContain(proxy.Log.Lines, line => line.Contains("192.0.2.77", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }
    }

    private static async Task<(long Received, long Peak)> DrainAsync(Stream body)
    {
        var buffer = new byte[256 << 10];
        var (received, peak) = (0L, 0L);
        for (int read; (read = await body.ReadAsync(buffer, RunningProxy.Timeout)) > 0;)
        {
            // What survives a collection is what is stored; a sample every 32 MiB is enough.
            var sampled = received >> 25 != (received + read) >> 25;
            received += read;
            peak = sampled ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
        }

        return (received, peak);
    }
}
