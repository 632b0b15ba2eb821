using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Vrrp.Config;
using Shared;

namespace Gateway.Tests.Configuration.Reload;

public sealed class ReloaderTests : IDisposable
{
    private const string Good = """{ "Nodes": { "edge-a": { "Priority": 1 } }, "Listen": { "Http": "*:80" } }""";
    private const string Better = """{ "Nodes": { "edge-a": { "Priority": 2 } }, "Listen": { "Http": "*:81" } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly RecordedLog _log = new();
    private readonly List<GatewayConfig> _applied = [];
    private readonly FakeTime _time = new();
    private readonly Reloader _reloader;

    public ReloaderTests() => _reloader = new(Request, Copy, _log.Of<Reloader>()) { Time = _time };

    private ConfigurationRequest Request => ConfigText.Request with { Path = File };

    private LastGoodCopy Copy => new(Path.Combine(_folder, "state", "last-good.json"));

    private string File => Path.Combine(_folder, "appsettings.json");

    public void Dispose()
    {
        _reloader.Dispose();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_valid_change_is_applied_and_kept()
    {
        Write(Better);

        Assert.Empty(await ReloadAsync());

        Assert.Equal(81, Assert.Single(_applied).Listeners.Single().EndPoint.Port);
        Assert.Equal([$"Information: {File} has changed and is in force."], _log.Lines);
        Assert.Equal(81, ConfigText.Valid(await Copy.LoadAsync(Request, default)).Listeners.Single().EndPoint.Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"Nodes\": { \"edge-a\": { \"Prio")]
    [InlineData("{ \"Nodes\": { \"edge-a\": { \"Priority\": 0 } } }")]
    [InlineData(null)]
    public async Task A_broken_or_missing_file_changes_nothing_and_is_reported(string? text)
    {
        var rejected = 0;
        _reloader.Rejected = errors => rejected = errors.Length;
        Write(text);

        var errors = await ReloadAsync();

        Assert.Empty(_applied);
        Assert.Equal(errors.Length, rejected);
        Assert.Equal(
            [$"Error: Wrong configuration: {errors.Single()}",
             $"Error: {File} has changed and is refused (1 error(s)); nothing changes, the running configuration goes on. "
                + "See all with: gateway reload"],
            _log.Lines);
    }

    [Fact]
    public async Task What_cannot_be_applied_is_refused_like_what_is_wrong()
    {
        Write(Good);

        var errors = await _reloader.ReloadAsync(
            _ => Task.FromResult<ImmutableArray<ConfigError>>(
                [new("", "Cannot listen on 0.0.0.0:80."), new("Listen:Http", "is taken.")]),
            default);

        Assert.Equal(
            [$"{File}: Cannot listen on 0.0.0.0:80.", $"{File}:1:65: Listen:Http: is taken."],
            errors.Select(error => error.ToString()));
        Assert.False(Path.Exists(Copy.Path));
    }

    [Fact]
    public async Task What_became_of_reloads_is_known()
    {
        Write(Good);
        _reloader.Begin(await ConfigurationFile.LoadAsync(Request, default));
        var first = _reloader.Status;
        _time.Advance(TimeSpan.FromSeconds(10));
        Write(Better);
        _ = await ReloadAsync();
        var second = _reloader.Status;
        _time.Advance(TimeSpan.FromSeconds(10));
        Write("{");
        _ = await ReloadAsync();
        var third = _reloader.Status;

        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal((true, At(0), At(0), 0, 0), Told(first));
        Assert.Equal((true, At(10), At(10), 1, 0), Told(second));
        Assert.Equal((false, At(20), At(10), 1, 1), Told(third));
        Assert.Equal(second.Hash, third.Hash);

        static (bool, DateTimeOffset, DateTimeOffset, long, long) Told(ReloadStatus status) =>
            (status.WasLastTakenUp, status.LastAt, status.InForceSince, status.TakenUp, status.Refused);
        static DateTimeOffset At(int seconds) => new FakeTime().GetUtcNow().AddSeconds(seconds);
    }

    [Fact]
    public async Task A_reload_that_breaks_counts_as_refused()
    {
        Write(Good);

        _ = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _reloader.ReloadAsync(_ => throw new InvalidOperationException("Ours."), default));

        Assert.Equal((false, 1), (_reloader.Status.WasLastTakenUp, _reloader.Status.Refused));
    }

    [Fact]
    public async Task The_copy_holds_all_sources_and_is_closed_to_others()
    {
        Write(Good);
        _ = Directory.CreateDirectory(Path.Combine(_folder, "conf.d"));
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(_folder, "conf.d/a.json"), """{ "Sites": { "a.example.com": "http://10.0.0.1" } }""");
        _reloader.Keep(await ConfigurationFile.LoadAsync(Request, default));
        Directory.Delete(Path.Combine(_folder, "conf.d"), recursive: true);

        var config = ConfigText.Valid(await Copy.LoadAsync(Request, default));

        Assert.Equal("site:a.example.com", config.Routes.Single().RouteId);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Copy.Path));
    }

    // A draft that a crash left behind, or that somebody has put there.
    [Fact]
    public async Task Who_had_a_draft_open_sees_nothing_of_the_copy()
    {
        Write(Good);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(Copy.Path)!);
        var draft = Copy.Path + ".new";
        await System.IO.File.WriteAllTextAsync(draft, "");
        await using var open = System.IO.File.OpenRead(draft);

        _reloader.Keep(await ConfigurationFile.LoadAsync(Request, default));

        Assert.NotEqual(0, new FileInfo(Copy.Path).Length);
        Assert.Equal(0, open.Length);
    }

    private Task<System.Collections.Immutable.ImmutableArray<ConfigurationError>> ReloadAsync() =>
        _reloader.ReloadAsync(
            config =>
            {
                _applied.Add(config);
                return Task.FromResult(ImmutableArray<ConfigError>.Empty);
            },
            CancellationToken.None);

    private void Write(string? text)
    {
        if (text is null)
        {
            System.IO.File.Delete(File);
        }
        else
        {
            System.IO.File.WriteAllText(File, text);
        }
    }
}
