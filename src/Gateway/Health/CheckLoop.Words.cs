using Gateway.Plugins;
using Gateway.Vrrp.Core;

namespace Gateway.Health;

// What a result comes to, and who hears of it.
internal sealed partial class CheckLoop
{
    private const int LongestText = 500;

    private void PostInitial()
    {
        if (_record.Word is { } last)
        {
            Say(last, "as before it was changed, until the first result");
        }
        else if (!_check.Initial.IsFull)
        {
            Say(_check.Initial, "assumed, until the first result");
        }
    }

    private void Post(HealthResult result, DateTimeOffset began, TimeSpan duration)
    {
        var text = OneLine(result.Text);
        var found = new Demotion((byte)result.Demotion);
        var (stateBefore, wasIll) = (_riseFall.State, _riseFall.Level.Percent > 0);
        var changed = _riseFall.Add(found);
        _record.Add(new CheckResult(began, found, text, duration), _riseFall, _time.GetUtcNow());
        Say(_riseFall.Level, text);
        // AFTER the word: who waits for it acts by it.
        _record.Told();
        if (changed)
        {
            LogChange(stateBefore, wasIll, text);
        }
    }

    // A line break would begin another line of the log, and a terminal obeys what is in control characters.
    private static string OneLine(string text) =>
        string.Concat(text.Take(LongestText).Select(letter => char.IsControl(letter) ? ' ' : letter));

    private void Say(Demotion level, string text) =>
        _listener.OnWord(new HealthWord(_check.Name, level, text, _check.ValidFor));

    private void LogChange(CheckState before, bool wasIll, string text)
    {
        if (_riseFall.State == CheckState.Down)
        {
            LogDown(_check.Name, text, _check.Rise == 1 ? "it succeeds" : $"{_check.Rise} successes in a row");
        }
        else if (_riseFall.Level != Demotion.None)
        {
            LogIll(_check.Name, _riseFall.Level.Percent, text);
        }
        else if (before != CheckState.Up || wasIll)
        {
            LogUp(_check.Name, text);
        }
    }

    private string ReportAbandoned()
    {
        if (!_abandonedReported)
        {
            _abandonedReported = true;
            LogAbandoned(_check.Name, _check.Timeout);
        }

        return $"still running {new Seconds(Now - _abandonedAt)} after its timeout; not started again until it returns";
    }

    private void ForgetAbandoned()
    {
        if (_abandoned is not null && _abandonedReported)
        {
            LogReturned(_check.Name, Now - _abandonedAt);
        }

        // Looked at, so that an exception that came after the timeout is not reported as one that nobody saw.
        _ = _abandoned?.Result.Exception;
        _abandoned = null;
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information,
        Message = "Check {Check} is up: {Text}; what tracks it counts it as good")]
    private partial void LogUp(string check, string text);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning,
        Message = "Check {Check} is down: {Text}; what tracks it counts it as failed, until {Rise}")]
    private partial void LogDown(string check, string text, string rise);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning,
        Message = "Check {Check} goes on after its timeout of {Timeout} and its cancellation; "
            + "it counts as failed and is not started again until it returns")]
    private partial void LogAbandoned(string check, Seconds timeout);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information,
        Message = "Check {Check} has returned {Late} after its timeout; it runs again")]
    private partial void LogReturned(string check, Seconds late);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning,
        Message = "Check {Check} is up but {Percent} % ill: {Text}; what tracks it loses as much of its weight")]
    private partial void LogIll(string check, byte percent, string text);
}
