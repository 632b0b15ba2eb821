using Gateway.Hosting.Systemd;
using Shared;

namespace Gateway.Tests.Hosting.Systemd;

/// <summary>systemd's watchdog is fed only when both the engine's thread and the thread pool have proven
/// alive.</summary>
public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTime _time = new();
    private readonly RecordedLog _log = new();
    private volatile bool _engineBeats = true;
    private volatile int _looks;
    private volatile int _signs;
    private int _withheld;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Signs_come_four_times_as_often_as_systemd_wants_them()
    {
        await using var watchdog = Start(Limit);

        await UntilAsync(looks: 1);
        Assert.Equal(1, _signs);
        await StepAsync(looks: 2);
        await StepAsync(looks: 3);
        await StepAsync(looks: 4);
        await StepAsync(looks: 5);

        Assert.Equal(5, _signs);
        Assert.Equal(Limit, _time.Now);
    }

    [Fact]
    public async Task An_engine_that_stands_gets_none_and_is_named_once()
    {
        await using var watchdog = Start(Limit);
        await UntilAsync(looks: 1);

        _engineBeats = false;
        await StepAsync(looks: 2);
        await StepAsync(looks: 3);
        Assert.Equal(1, _signs);
        Assert.Equal("Error: The VRRP engine has not turned for 5 s. systemd gets no sign of life until it does, "
            + "and restarts the gateway after 20 s.", Assert.Single(_log.Lines));

        _engineBeats = true;
        await StepAsync(looks: 4);
        Assert.Equal(2, _signs);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_looked_at()
    {
        await using (Start(limit: null))
        {
            _time.Advance(Limit);
        }

        Assert.Equal(0, _looks);
    }

    [Fact]
    public async Task After_its_end_it_is_silent()
    {
        await using (Start(Limit))
        {
            await UntilAsync(looks: 1);
        }

        _time.Advance(Limit);

        Assert.Equal(1, _signs);
    }

    private Watchdog Start(TimeSpan? limit) => new(
        limit,
        () =>
        {
            _looks++;
            return _engineBeats;
        },
        () => _signs++, _time, _log.Of<Watchdog>());

    private async Task StepAsync(int looks)
    {
        _time.Advance(Limit / 4);
        await UntilAsync(looks);
    }

    // AFTER the look comes the sign, or the word that there is none.
    private async Task UntilAsync(int looks)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_looks < looks || (_engineBeats ? _signs + _withheld < looks : _log.Lines.Count == 0))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }

        _withheld = looks - _signs;
    }
}
