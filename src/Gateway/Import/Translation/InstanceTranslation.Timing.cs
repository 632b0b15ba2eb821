using System.Text.Json.Nodes;
using Gateway.Import.Reading;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <content>The version, and how long things take.</content>
internal sealed partial class InstanceTranslation
{
    private const int MaxRepeat = 20;

    private static readonly Duration DefaultInterval = Duration.FromSeconds(1);
    private static readonly Duration Second = Duration.FromSeconds(1);
    private static readonly Duration Hundredth = Duration.FromMilliseconds(10);
    private static readonly Duration MaxInterval = Duration.FromMilliseconds(40_950);
    private static readonly Duration MaxIntervalV2 = Duration.FromSeconds(255);
    private static readonly Duration MaxDelay = Duration.FromSeconds(1_000);
    private static readonly Duration Hour = Duration.FromSeconds(3_600);
    private static readonly Duration Day = Duration.FromSeconds(86_400);

    private int _version = 3;

    private void SetVersion()
    {
        var statement = _single.Find("version")
            ?? (_instance.Family == IpFamily.IPv6 ? null : _globals.Use("vrrp_version", _draft.PathOf("Version")));
        var isVersion = statement is not null && TryReadNumber(statement, 2, 3, out _version);
        if (_instance.Family == IpFamily.IPv6)
        {
            if (isVersion && _version == 2)
            {
                _report.Change(statement!, "", "IPv6 is version 3, always.");
            }
            else if (isVersion)
            {
                _report.Drop(statement!, "IPv6 is version 3, always.");
            }

            _version = 3;
            return;
        }

        _version = isVersion ? _version : 2;
        var target = _draft.Set(isVersion ? statement : null, _version, "Version");
        if (!isVersion)
        {
            _report.Default(_block, "version", target,
                "keepalived's default, 2; write 3 on both machines when keepalived is gone.");
        }
        else if (statement == _single.Find("version"))
        {
            _report.Map(statement!, target);
        }
    }

    private void SetInterval()
    {
        var (step, max) = _version == 2 ? (Second, MaxIntervalV2) : (Hundredth, MaxInterval);
        var statement = _single.Find("advert_int");
        if (statement is null)
        {
            _report.Default(
                _block, "advert_int", _draft.Set(null, "1s", "AdvertisementInterval"), "keepalived's default, 1 s.");
            return;
        }

        var isTime = SecondsText.TryParse(statement.Value, out var said) && said != Duration.Zero;
        var rounded = isTime ? SecondsText.Round(said, step) : DefaultInterval;
        rounded = rounded > max ? max : rounded;
        var text = SecondsText.Write(rounded);
        var target = _draft.Set(statement, text, "AdvertisementInterval");
        if (!isTime)
        {
            _report.Warn(statement, "is no number of seconds; 1s is written, as keepalived has it.", target);
        }
        else if (rounded == said)
        {
            _report.Map(statement, target);
        }
        else if (_version == 2)
        {
            _report.Warn(statement,
                $"version 2 counts in whole seconds, so keepalived has always sent every {text}; version 3 takes less.",
                target);
        }
        else
        {
            _report.Change(statement, target, $"VRRP counts in steps of 10 ms, at most 40.95 s; keepalived sends every "
                + $"{text}.");
        }
    }

    private void SetPreempt()
    {
        var (never, delay) = (_single.Find("nopreempt"), _single.Find("preempt_delay"));
        foreach (var statement in new[] { never, delay }.OfType<Statement>().Where(_ => WantsMaster))
        {
            _report.Warn(statement,
                "keepalived ignores it beside state MASTER, so it is left out; write \"Preempt\": "
                + (statement == never ? "false" : $"\"{statement.Value}s\"") + " if it is meant.");
        }

        if (_single.Find("preempt") is { } preempt)
        {
            _report.Drop(preempt, "is the default here as well.");
        }

        if (WantsMaster)
        {
            return;
        }

        if (never is not null)
        {
            _report.Map(never, _draft.Set(never, false, "Preempt"));
            if (delay is not null)
            {
                _report.Drop(delay, "nopreempt leaves nothing to delay.");
            }
        }
        else if (delay is not null)
        {
            SetTime(delay, "Preempt", Duration.Zero, MaxDelay);
        }
    }

    private void SetAnnouncements()
    {
        if ((_globals.Find("vrrp_min_garp") is { } least) && SwitchText.IsOn(least))
        {
            _ = _globals.Use("vrrp_min_garp", _draft.PathOf("GarpMasterRepeat"));
            _ = _draft.Set(least, "0s", "GarpMasterDelay");
            _ = _draft.Set(least, 1, "GarpMasterRepeat");
        }

        SetGarp("garp_master_delay", statement => SetTime(statement, "GarpMasterDelay", Duration.Zero, Hour));
        SetGarp("garp_master_repeat", statement => SetRepeat(statement, "GarpMasterRepeat"));
        SetGarp("garp_master_refresh", statement => SetTime(statement, "GarpMasterRefresh", Duration.Zero, Day));
        SetGarp("garp_master_refresh_repeat", statement => SetRepeat(statement, "GarpMasterRefreshRepeat"));
        SetGarp("garp_lower_prio_delay", SetContest);
        SetGarp("garp_lower_prio_repeat", SetContestRepeat);
        if (_single.Find("down_timer_adverts") is { } down)
        {
            TellDownTimer(down);
        }
        else if (_globals.Find("vrrp_down_timer_adverts") is { } common)
        {
            _globals.Told(common);
            TellDownTimer(common);
        }
    }

    private void SetGarp(string keyword, Action<Statement> set)
    {
        var statement = _single.Find(keyword);
        if (statement is null && _globals.Find($"vrrp_{keyword}") is { } common)
        {
            _globals.Told(common);
            statement = common;
        }

        if (statement is not null)
        {
            set(statement);
        }
    }

    private void SetContest(Statement statement)
    {
        if (SecondsText.TryParse(statement.Value, out var pause) && pause == Duration.Zero)
        {
            Told(() => _report.Drop(statement, "there is no second burst; announcements are at least 1 s "
                + "apart."), statement);
        }
        else
        {
            SetTime(statement, "GarpLowerPrioDelay", Duration.Zero, Hour);
        }
    }

    private void SetContestRepeat(Statement statement)
    {
        if (statement.Value == "0")
        {
            var target = _draft.Set(statement, "0s", "GarpLowerPrioDelay");
            Told(() => _report.Map(statement, target), statement);
        }
        else
        {
            Told(() => _report.Drop(statement, "while a lower priority is heard, each address is announced once a "
                + "time."),
                statement);
        }
    }

    private void TellDownTimer(Statement statement) => Told(
        () =>
        {
            if (statement.Value == "3")
            {
                _report.Drop(statement, "is what RFC 9568 has, always.");
            }
            else
            {
                _report.Warn(statement,
                    "a Backup waits for 3 intervals (RFC 9568 section 6.1), always; change the interval of all "
                        + "machines instead.");
            }
        },
        statement);

    private void SetRepeat(Statement statement, string key)
    {
        if (!TryReadNumber(statement, 1, int.MaxValue, out var count))
        {
            return;
        }

        var target = _draft.Set(statement, Math.Min(count, MaxRepeat), key);
        if (count > MaxRepeat)
        {
            Told(() => _report.Change(statement, target, $"at most {MaxRepeat}, which is written."), statement);
        }
        else
        {
            Told(() => _report.Map(statement, target), statement);
        }
    }

    private void SetTime(Statement statement, string key, Duration min, Duration max)
    {
        if (!SecondsText.TryParse(statement.Value, out var time))
        {
            Told(() => _report.Warn(statement, "is no number of seconds; it is left out."), statement);
            return;
        }

        var written = time < min ? min : time > max ? max : time;
        JsonNode value = SecondsText.Write(written);
        var target = _draft.Set(statement, value, key);
        if (written != time)
        {
            Told(() => _report.Change(statement, target, $"{value} is the nearest that can be written."), statement);
        }
        else
        {
            Told(() => _report.Map(statement, target), statement);
        }
    }

    // A global statement reaches every instance, and the report once.
    private void Told(Action tell, Statement statement)
    {
        if (!_report.HasTold(statement))
        {
            tell();
        }
    }
}
