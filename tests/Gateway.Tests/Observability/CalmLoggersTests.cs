using Gateway.Observability;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Observability;

/// <summary>Repeats are limited and counted.</summary>
public sealed class CalmLoggersTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly RecordedLog _log = new();
    private readonly CalmLoggers _loggers;
    private readonly ILogger _logger;

    public CalmLoggersTests()
    {
        _loggers = new(_log.CreateFactory(), _time);
        _logger = _loggers.CreateLogger("Test");
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void Five_lines_of_one_text_pass_and_the_rest_is_counted()
    {
        Repeat(12, "the upstream is away");
        _logger.LogWarning("another line");
        Assert.Equal([.. Enumerable.Repeat("Warning: the upstream is away", 5), "Warning: another line"], _log.Lines);

        _time.Advance(RepeatLimit.Window);
        Assert.Equal("Warning: the upstream is away (7 more time(s) within 10 s)", _log.Lines.Last());
        Assert.Equal(7, _log.Lines.Count);
    }

    [Fact]
    public void A_new_window_begins_anew_and_a_quiet_one_says_nothing()
    {
        Repeat(5, "x");
        _time.Advance(RepeatLimit.Window);
        Repeat(5, "x");
        _time.Advance(RepeatLimit.Window);
        _time.Advance(RepeatLimit.Window);

        Assert.Equal(Enumerable.Repeat("Warning: x", 10), _log.Lines);
    }

    [Fact]
    public void What_only_looks_alike_is_no_repeat()
    {
        Repeat(5, "x");
        _logger.LogError("x");
        _loggers.CreateLogger("Other").LogWarning("x");
        _logger.Log(LogLevel.Warning, new EventId(7), "x");

        Assert.Equal(8, _log.Lines.Count);
    }

    [Fact]
    public void A_flood_of_lines_that_all_differ_is_counted_by_its_event()
    {
        for (var i = 0; i < 2000; i++)
        {
            _logger.Log(LogLevel.Warning, new EventId(4004), "request {Number} failed", i);
        }

        Assert.Equal(505, _log.Lines.Count);
        _time.Advance(RepeatLimit.Window);
        Assert.Equal(
            "Warning: 1495 more line(s) like [4004], all different, came within 10 s; they are left out.",
            _log.Lines.Last());
    }

    [Fact]
    public void The_end_tells_what_was_held_back()
    {
        Repeat(6, "x");
        _loggers.Dispose();

        Assert.Equal("Warning: x (1 more time(s) within 10 s)", _log.Lines.Last());
    }

    private void Repeat(int count, string text)
    {
        for (var i = 0; i < count; i++)
        {
            _logger.Log(LogLevel.Warning, "{Text}", text);
        }
    }
}
