using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Hosting;
using Gateway.Hosting.Systemd;
using Gateway.Notify;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Tests.Configuration;
using Gateway.Tests.Hosting.Systemd;
using Gateway.Tests.Notify;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Hosting;

/// <summary>A running proxy and its files: what is saved is taken up, all of it or nothing.</summary>
public sealed class ConfigurationReloadTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly RecordedLog _log = new();
    private readonly FakeAction _action = new();
    private readonly int _port = FreePort();
    private readonly NotifySocket _systemd = new();
    private Supervisor? _service;
    private ILoggerFactory? _loggers;
    private ProxyServer? _proxy;
    private ConfigurationReload? _reload;

    private ConfigurationRequest Request =>
        new(Path.Combine(_folder.Path, "appsettings.json"), _ => new HashSet<string>())
        {
            HostName = "edge-a",
            RequiresPlugins = false,
        };

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public async ValueTask InitializeAsync()
    {
        _loggers = _log.CreateFactory();
        _folder.With("certs/one.pem", Pem("one.example.com"));
        Save(Text("http://127.0.0.1:1"));
        var first = await ConfigurationFile.LoadAsync(Request, Patience);
        _proxy = await ProxyServer.StartAsync(
            ConfigText.Valid(first), _loggers, TimeProvider.System, TimeSpan.FromSeconds(1), Patience);
        var ops = new NotifyConfig
        {
            Name = "ops",
            Plugin = "Fake",
            On = [NotificationKind.ConfigurationRejected],
            Instances = [],
            Timeout = TimeSpan.FromSeconds(10),
            Retries = 0,
            Settings = default,
        };
        var notifier = new Notifier(
            "edge-a", [(ops, _action)], new PluginThreads(), TimeProvider.System, _log.Of<Notifier>());
        _service = new(_systemd.Address, null, TimeProvider.System);
        _reload = new(Request, first, _proxy, null, _ => { }, notifier, _service, _loggers);
    }

    public async ValueTask DisposeAsync()
    {
        await _reload!.DisposeAsync();
        await _proxy!.DisposeAsync();
        await _action.DisposeAsync();
        _service!.Dispose();
        _systemd.Dispose();
        _loggers!.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"Lisen\": {}")]
    public async Task The_supervisor_is_told_of_each_reload_whatever_comes_of_it(string more)
    {
        Save(Text("http://127.0.0.1:2", more));

        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", await _systemd.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("READY=1", await _systemd.ReceiveAsync());
    }

    [Fact]
    public async Task What_is_saved_is_served()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        using var client = new HttpClient();

        Save(Text(upstream.Address));

        await UntilAsync(async () => await AskAsync(client) == "here");
    }

    [Fact]
    public async Task What_is_wrong_changes_nothing_and_is_told()
    {
        var running = _reload!.Running;

        Save(Text("http://127.0.0.1:1").Replace("Priority", "Priorty", StringComparison.Ordinal));

        var told = await _action.NextAsync();
        Assert.Equal(NotificationKind.ConfigurationRejected, told.Kind);
        Assert.Contains("did you mean \"Priority\"?", told.Reason, StringComparison.Ordinal);
        Assert.Same(running, _reload.Running);
    }

    [Fact]
    public async Task A_port_that_another_program_has_changes_nothing()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Save(Text("http://127.0.0.1:2").Replace($"1:{_port}", $"1:{port}", StringComparison.Ordinal));

        Assert.Contains(
            $"Cannot listen on 127.0.0.1:{port}", (await _action.NextAsync()).Reason, StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:1", _reload!.Running.Clusters.Single().Destinations!.Values.Single().Address);
    }

    [Fact]
    public async Task What_only_a_restart_takes_up_is_refused_whole()
    {
        Save(Text("http://127.0.0.1:2", """, "HealthChecks": { "up": { "Plugin": "Script" } } """));

        Assert.Contains("HealthChecks changed, which needs a restart; nothing was changed.",
            (await _action.NextAsync()).Reason, StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:1", _reload!.Running.Clusters.Single().Destinations!.Values.Single().Address);
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing_and_one_that_returns_is_taken_up()
    {
        File.Delete(Request.Path);
        Assert.Contains("cannot be read", (await _action.NextAsync()).Reason, StringComparison.Ordinal);

        Save(Text("http://127.0.0.1:3"));

        await UntilAsync(() => Task.FromResult(
            _reload!.Running.Clusters.Single().Destinations!.Values.Single().Address == "http://127.0.0.1:3"));
    }

    [Fact]
    public async Task Certificates_come_and_one_that_is_half_written_does_not_take_away_the_old_one()
    {
        var store = _proxy!.Certificates;
        var old = store.Store.Find("one.example.com");

        _folder.With("certs/one.pem", "-----BEGIN CERTIFICATE-----\n").With("certs/two.pem", Pem("two.example.com"));

        await UntilAsync(() => Task.FromResult(store.Store.Find("two.example.com").Names[0] == "two.example.com"));
        Assert.Same(old, store.Store.Find("one.example.com"));
    }

    private static string Pem(string name)
    {
        var certificate = TestCertificate.For(name);
        return certificate.Pem + certificate.Key;
    }

    private string Text(string upstream, string more = "") => $$"""
        { "Nodes": { "edge-a": { "Priority": 100 } }, "Listen": { "Http": "127.0.0.1:{{_port}}" },
          "Tls": { "Certificates": "certs" }, "Sites": { "localhost": "{{upstream.TrimEnd('/')}}" } {{more}} }
        """;

    private void Save(string text) => _folder.With("appsettings.json", text);

    private async Task<string> AskAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri($"http://localhost:{_port}/"), Patience);
        return await response.Content.ReadAsStringAsync(Patience);
    }

    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        var patience = Patience;
        while (!await isDone())
        {
            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
