using Gateway.Admin.Dashboard;
using Gateway.Proxy.Limits;
using Gateway.Proxy.Traffic;
using Shared;

namespace Gateway.Tests.Admin.Dashboard;

public sealed class TrafficWindowTests : IAsyncDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    private readonly FakeTime _time = new();
    private readonly AccessLog _log;
    private readonly TrafficMeter _meter;
    private readonly TrafficWindow _window;

    public TrafficWindowTests()
    {
        _log = new(_time, new RecordedLog().Of<AccessLog>());
        _meter = new(_log, new(_time, new RecordedLog().Of<ConnectionLimit>()));
        _window = new(_meter, _time);
        // A clock begins anywhere.
        _time.Advance(TimeSpan.FromHours(1));
    }

    public async ValueTask DisposeAsync()
    {
        _window.Dispose();
        _meter.Dispose();
        await _log.EndAsync();
    }

    [Fact]
    public void Without_requests_there_are_no_times()
    {
        var report = _window.Report;

        Assert.Equal((0, 0.0, 0.0), (report.Active, report.RequestsPerSecond, report.ErrorShare));
        Assert.Null(report.MedianMilliseconds);
        Assert.Equal(60, report.Slices.Length);
        Assert.All(report.Slices, slice => Assert.Equal(new(0, 0, null, null), slice));
    }

    [Fact]
    public void Requests_and_errors_of_the_last_ten_seconds_are_counted()
    {
        Ask(times: 19, milliseconds: 10, status: 200);
        Ask(times: 1, milliseconds: 300, status: 502);
        _time.Advance(Slice);

        var report = _window.Report;

        Assert.Equal(2, report.RequestsPerSecond);
        Assert.Equal(0.05, report.ErrorShare);
        Assert.InRange(report.MedianMilliseconds!.Value, 10, 10 * 1.2);
        Assert.InRange(report.P99Milliseconds!.Value, 300, 300 * 1.2);
        Assert.Equal(20, report.Slices[^1].Requests);
        Assert.Equal(1, report.Slices[^1].Errors);
    }

    [Fact]
    public void Requests_that_end_at_once_are_all_counted()
    {
        Parallel.For(0, 4, _ => Ask(times: 5000, milliseconds: 1, status: 500));
        _time.Advance(Slice);

        var slice = _window.Report.Slices[^1];
        Assert.Equal((20_000, 20_000), (slice.Requests, slice.Errors));
    }

    /// <summary>Half a moment would look like a fall of the traffic.</summary>
    [Fact]
    public void The_moment_that_is_not_over_does_not_count()
    {
        Ask(times: 5, milliseconds: 1, status: 200);

        Assert.Equal(0, _window.Report.RequestsPerSecond);
    }

    [Fact]
    public void What_is_older_than_two_minutes_is_forgotten()
    {
        Ask(times: 7, milliseconds: 1, status: 200);
        _time.Advance(Slice * 60);
        Assert.Equal(7, _window.Report.Slices[0].Requests);
        Assert.Equal(0, _window.Report.RequestsPerSecond);

        _time.Advance(Slice);
        Ask(times: 3, milliseconds: 1, status: 200);
        _time.Advance(Slice);

        Assert.Equal(3, _window.Report.Slices.Sum(slice => slice.Requests));
    }

    [Fact]
    public void Requests_under_way_are_counted()
    {
        _meter.Begin();
        _meter.Begin();

        Assert.Equal(2, _window.Report.Active);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(17)]
    [InlineData(3_600_000)]
    public void A_time_is_told_a_fifth_too_high_at_most(double milliseconds)
    {
        Ask(times: 1, milliseconds, status: 200);
        _time.Advance(Slice);

        // 0.1 ms to 105 s.
        var within = Math.Clamp(milliseconds, 0.1, 104_857.6);
        Assert.InRange(_window.Report.MedianMilliseconds!.Value, within, within * 1.2);
    }

    private void Ask(int times, double milliseconds, int status)
    {
        for (var i = 0; i < times; i++)
        {
            _meter.Begin();
            _meter.End(new()
            {
                Duration = TimeSpan.FromMilliseconds(milliseconds),
                Status = status,
                Bytes = 0,
            });
        }
    }
}
