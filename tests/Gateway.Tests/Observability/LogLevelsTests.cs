using Gateway.Observability;
using Gateway.Proxy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Observability;

/// <summary>How much is logged, changed while it runs: <c>gateway logs level</c> (issue 7, point 1).</summary>
public sealed class LogLevelsTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly RecordedLog _log = new();
    private readonly LogLevels _levels;
    private readonly CalmLoggers _loggers;
    private readonly ILogger _proxy;
    private readonly ILogger _health;

    public LogLevelsTests()
    {
        _levels = new(LogLevel.Information, _time);
        _loggers = new(
            LoggerFactory.Create(logging => logging.AddProxyFilters().AddProvider(_log).Services
                .AddSingleton<IConfigureOptions<LoggerFilterOptions>>(_levels)
                .AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(_levels)),
            _time,
            _levels);
        (_proxy, _health) = (_loggers.CreateLogger("Gateway.Proxy.ProxyServer"), _loggers.CreateLogger("Gateway.Health.HealthScheduler"));
        _ = _loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel");
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _levels.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void One_area_or_all_of_them_say_more_and_less()
    {
        Assert.Equal((false, true), (_proxy.IsEnabled(LogLevel.Debug), _proxy.IsEnabled(LogLevel.Information)));

        _levels.Set(_levels.Find("proxy")!, LogLevel.Debug, null);
        Assert.Equal((true, false), (_proxy.IsEnabled(LogLevel.Debug), _health.IsEnabled(LogLevel.Debug)));

        _levels.Set(_levels.Find("all")!, LogLevel.Error, null);
        Assert.Equal((true, false), (_proxy.IsEnabled(LogLevel.Debug), _health.IsEnabled(LogLevel.Warning)));
    }

    [Fact]
    public void What_is_for_a_while_ends_by_itself_and_a_new_word_ends_the_old_while()
    {
        _levels.Set("all", LogLevel.Trace, TimeSpan.FromMinutes(10));
        Assert.True(_health.IsEnabled(LogLevel.Trace));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(_health.IsEnabled(LogLevel.Debug));

        _levels.Set("all", LogLevel.Trace, TimeSpan.FromMinutes(1));
        _levels.Set("all", LogLevel.Debug, null);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(_health.IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public void When_a_while_is_over_the_former_level_is_in_force_again()
    {
        _levels.Set("Gateway.Proxy", LogLevel.Warning, null);
        _levels.Set("Gateway.Proxy", LogLevel.Debug, TimeSpan.FromMinutes(10));
        var set = _levels.Set("Gateway.Proxy", LogLevel.Trace, LogLevels.LongestWhile);
        Assert.Equal((LogLevel.Warning, _time.GetUtcNow() + LogLevels.LongestWhile), (set.Former, set.Until));

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(_proxy.IsEnabled(LogLevel.Trace));
        _time.Advance(LogLevels.LongestWhile);

        Assert.Equal((false, true), (_proxy.IsEnabled(LogLevel.Information), _proxy.IsEnabled(LogLevel.Warning)));
        Assert.Equal([new("Gateway.Proxy", LogLevel.Warning, null, null)], _levels.InForce);
    }

    [Fact]
    public void The_engine_is_an_area()
    {
        _ = _loggers.CreateLogger(VrrpLog.Category);

        Assert.Equal("Gateway.Vrrp", _levels.Find("vrrp"));
        Assert.Contains("Vrrp", _levels.Areas);
    }

    [Theory]
    [InlineData("all", "all")]
    [InlineData("Proxy", "Gateway.Proxy")]
    [InlineData("gateway.proxy", "Gateway.Proxy")]
    [InlineData("ProxyServer", "Gateway.Proxy.ProxyServer")]
    [InlineData("Microsoft.AspNetCore", "Microsoft.AspNetCore")]
    [InlineData("Nothing", null)]
    public void A_category_is_found_by_what_people_call_it(string name, string? category) =>
        Assert.Equal(category, _levels.Find(name));

    [Fact]
    public void The_areas_are_named() => Assert.Equal(["all", "Health", "Proxy"], _levels.Areas);
}
