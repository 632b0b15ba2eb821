using Gateway.Admin;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Admin;

/// <summary>Who watches is told when it is over, however late it came.</summary>
public sealed class StatusStreamTests : IDisposable
{
    private readonly RecordedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Who_watches_is_let_go_at_the_end()
    {
        using var stream = await StreamAsync();
        await using var watcher = stream.WatchAsync(AdminRig.Patience).GetAsyncEnumerator();

        Assert.True(await watcher.MoveNextAsync());
        stream.Dispose();
        while (await watcher.MoveNextAsync())
        {
            Assert.Equal("status", watcher.Current.Name);
        }
    }

    [Fact]
    public async Task Who_comes_behind_the_end_gets_the_status_and_is_let_go()
    {
        var stream = await StreamAsync();
        stream.Dispose();

        var told = new List<string>();
        await foreach (var next in stream.WatchAsync(AdminRig.Patience))
        {
            told.Add(next.Name);
        }

        Assert.Equal(["status"], told);
        Assert.Empty(_log.Lines);
    }

    private async Task<StatusStream> StreamAsync()
    {
        var result = await ConfigText.WithNodesAsync("");
        var sources = new StatusSources(new(ConfigText.File, result, TimeProvider.System));
        var history = new HistoryBoard(() => result.Config!.Vrrp, TimeProvider.System);
        return new(new(sources, TimeProvider.System), history, TimeProvider.System, _log.Of<StatusStream>());
    }
}
