using Gateway.Observability;
using Gateway.Vrrp.Events;
using Shared;

namespace Gateway.Tests.Observability;

public sealed class EngineReaderTests
{
    private readonly FakeTime _time = new();
    private EngineSnapshot _snapshot = EngineSnapshot.Empty;
    private int _asked;

    [Fact]
    public async Task A_snapshot_of_now_is_waited_for()
    {
        var reader = ReaderOf(() => true);

        var answer = reader.RefreshAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        await _time.TimersAsync(1);
        Assert.False(answer.IsCompleted);
        _snapshot = _snapshot with { LostEvents = 7 };
        _time.AdvanceToNextTimer();

        Assert.True(await answer);
        Assert.True(reader.Answers);
        Assert.Equal(7, reader.Snapshot.LostEvents);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task An_engine_that_does_not_turn_is_waited_for_no_longer_than_the_patience()
    {
        var reader = ReaderOf(() => true);

        Assert.False(await OutlastAsync(reader));
        Assert.False(reader.Answers);
        Assert.InRange(_time.Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task An_inbox_that_is_full_is_tried_again()
    {
        Assert.False(await OutlastAsync(ReaderOf(() => _asked >= 3)));

        Assert.Equal(3, _asked);
    }

    private EngineReader ReaderOf(Func<bool> request) => new(
        () => _snapshot,
        () =>
        {
            _asked++;
            return request();
        },
        _time);

    private async Task<bool> OutlastAsync(EngineReader reader)
    {
        var answer = reader.RefreshAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        while (await Task.WhenAny(answer, _time.TimersAsync(1)) != answer)
        {
            _time.AdvanceToNextTimer();
        }

        return await answer;
    }
}
