using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Health;
using Gateway.Hosting;
using Gateway.Hosting.Systemd;
using Gateway.Notify;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Tests.Configuration;
using Gateway.Tests.Health;
using Gateway.Tests.Hosting.Systemd;
using Gateway.Tests.Tls;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Hosting;

/// <summary>All that a reload changes, running, with a file to save and an engine that only listens. There are two
/// plugins: the check Knob says what its file says, and the action Note writes down what it is told.</summary>
internal sealed class ReloadRig : IAsyncDisposable
{
    private const string KnobSource = """
        public sealed class KnobSettings
        {
            public required string Path { get; set; }
        }

        public sealed class Knob : HealthCheck<KnobSettings>
        {
            public override IEnumerable<SettingsProblem> Validate()
            {
                File.AppendAllText(Settings.Path + ".life", "+");
                return [];
            }

            public override async Task<HealthResult> CheckAsync(CancellationToken t)
            {
                while (!File.Exists(Settings.Path))
                {
                    await Task.Delay(10, t);
                }

                var text = File.ReadAllText(Settings.Path);
                return text == "up" ? HealthResult.Healthy(text) : HealthResult.Unhealthy(text);
            }

            public override ValueTask DisposeAsync()
            {
                File.AppendAllText(Settings.Path + ".life", "-");
                return default;
            }
        }
        """;

    private const string NoteSource = """
        public sealed class NoteSettings { public required string Path { get; set; } }

        public sealed class Note : NotifyAction<NoteSettings>
        {
            public override Task NotifyAsync(Notification n, CancellationToken t)
            {
                File.AppendAllText(Settings.Path, $"{n.Kind} {n.Subject} {n.Reason}\n");
                return Task.CompletedTask;
            }
        }
        """;

    private static readonly Lazy<byte[]> KnobImage = new(() => PluginCompiler.CompilePlugin("Knob", KnobSource));
    private static readonly Lazy<byte[]> NoteImage = new(() => PluginCompiler.CompilePlugin("Note", NoteSource));

    private readonly PluginThreads _threads = new();
    private PluginHost? _plugins;
    private Supervisor? _service;
    private ConfigurationReload? _reload;

    public TestFolder Folder { get; } = new();

    public RecordedLog Log { get; } = new();

    public FakeEngine Engine { get; } = new();

    public NotifySocket Systemd { get; } = new();

    public int Port { get; } = FreePort();

    public ProxyServer Proxy { get; private set; } = null!;

    public HealthScheduler Scheduler { get; private set; } = null!;

    public AdminParts Admin { get; private set; } = null!;

    public string Socket => Path.Combine(Folder.Path, "gateway.sock");

    public GatewayConfig Running => _reload!.Running;

    public string File => Path.Combine(Folder.Path, "appsettings.json");

    /// <summary>What Note was told, a line each.</summary>
    public string[] Told => Read("told.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private ILoggerFactory Loggers => field ??= Log.CreateFactory();

    private CalmLoggers Calm =>
        new(Loggers, TimeProvider.System, new(LogLevel.Information, TimeProvider.System));

    private ConfigurationRequest Request
    {
        get
        {
            var trial = new PluginTrial(isStrict: false);
            return new(File, InstalledPlugins.In)
            {
                HostName = "edge-a",
                RequiresPlugins = false,
                TryCheck = trial.RunAsync,
                TryNotify = trial.RunAsync,
                ProgramFolder = Folder.Path,
            };
        }
    }

    /// <summary>Runs what was saved.</summary>
    /// <param name="meanwhile">What is saved between the read and the watch; null for nothing.</param>
    public async Task StartAsync(string? meanwhile = null)
    {
        PluginCompiler.Write(Path.Combine(Folder.Path, "plugins", "Knob", "Knob.dll"), KnobImage.Value);
        AddNote(Folder.Path);
        var first = await ConfigurationFile.LoadAsync(Request, Patience);
        var config = ConfigText.Valid(first);
        Engine.Trackers = config.Vrrp.Trackers;
        Proxy = await ProxyServer.StartAsync(
            config, Loggers, TimeProvider.System, TimeSpan.FromSeconds(1), Patience);
        _plugins = new PluginHost(new(config.PluginsFolder), _threads, Loggers, TimeProvider.System);
        var checks = new ConfiguredChecks(_plugins, Proxy);
        await checks.OpenAsync(config, Patience);
        var actions = new ConfiguredActions(_plugins);
        await actions.OpenAsync(config, Patience);
        var notifier = new Notifier("edge-a", actions.Running, _threads, TimeProvider.System, Log.Of<Notifier>());
        var words = new TrackerWords(Engine, config.Vrrp.Trackers, TimeProvider.System);
        Scheduler = new(checks.Running, _threads, words, TimeProvider.System, Log.Of<HealthScheduler>());
        await Scheduler.StartAsync(CancellationToken.None);
        _service = new(Systemd.Address, null, TimeProvider.System);
        Admin = new(new(File, first, TimeProvider.System), _plugins, Calm);
        await Admin.StartAsync(config.Admin, Patience);
        Admin.Show(Proxy, null, Scheduler.Board);
        if (meanwhile is not null)
        {
            Save(meanwhile);
        }

        _reload = new(
            Request, first,
            new(Proxy, checks, Scheduler, actions, notifier, words, _service, _ => { }) { Admin = Admin }, Loggers);
        Admin.Complete(_reload);
    }

    public async ValueTask DisposeAsync()
    {
        await _reload!.DisposeAsync();
        await Admin.DisposeAsync();
        await Scheduler.StopAsync(CancellationToken.None);
        Scheduler.Dispose();
        await _plugins!.DisposeAsync();
        await Proxy.DisposeAsync();
        _service!.Dispose();
        Systemd.Dispose();
        Loggers.Dispose();
        Log.Dispose();
        Folder.Dispose();
    }

    /// <summary>Drops the plugin Note into the folder <c>plugins</c> of a folder.</summary>
    public static void AddNote(string folder) =>
        PluginCompiler.Write(Path.Combine(folder, "plugins", "Note", "Note.dll"), NoteImage.Value);

    /// <summary>A whole file.</summary>
    /// <param name="checks">The entries of HealthChecks.</param>
    /// <param name="track">The entries of Track.</param>
    /// <param name="upstream">Where requests go.</param>
    public string Text(
        string checks = "", string track = "'proxy': -20", string upstream = "http://127.0.0.1:1") => $$"""
        { "Nodes": { "edge-a": { "Priority": 100 } },
          "Vrrp": { "Instances": { "lan": { "Interface": "eth0", "VirtualRouterId": 51,
            "Addresses": [ "192.0.2.100/24" ], "Track": { {{track}} } } } },
          "HealthChecks": { {{checks}} },
          "Notify": { "ops": { "Plugin": "Note", "On": [ "ConfigurationRejected" ],
            "Settings": { "Path": "{{Folder.Path}}/told.txt" } } },
          "Listen": { "Http": "127.0.0.1:{{Port}}" }, "Tls": { "Certificates": "certs" },
          "Sites": { "localhost": "{{upstream.TrimEnd('/')}}" },
          "Admin": { "Socket": "{{Folder.Path}}/gateway.sock", "Listen": [] } }
        """.Replace('\'', '"');

    /// <summary>A check by Knob, which says what the file of its name says, and nothing while there is none.</summary>
    public string Knob(string name, string more = "'Interval': '100ms', 'Timeout': '100ms'") =>
        $"'{name}': {{ 'Plugin': 'Knob', {more}, 'Settings': {{ 'Path': '{Folder.Path}/{name}' }} }}";

    public void Save(string text) => Folder.With("appsettings.json", text);

    /// <summary>How many objects there are of a check by Knob.</summary>
    public int Living(string check) => Read(check + ".life").Sum(mark => mark == '+' ? 1 : -1);

    /// <summary>The content of a file; empty when there is none.</summary>
    public string Read(string name)
    {
        var path = Path.Combine(Folder.Path, name);
        return System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : "";
    }

    /// <summary>Saves, and waits until it runs.</summary>
    public async Task TakeUpAsync(string text)
    {
        var before = Count("is in force");
        Save(text);
        await UntilAsync(() => Count("is in force") > before);
    }

    /// <summary>Saves, and waits until it is refused.</summary>
    /// <returns>What the log says about it.</returns>
    public async Task<string> BeRefusedAsync(string text)
    {
        var (before, running) = (Count("is refused"), Running);
        Save(text);
        await UntilAsync(() => Count("is refused") > before);
        Assert.Same(running, Running);
        return Log.Lines.Last(line => line.Contains("Wrong configuration", StringComparison.Ordinal));
    }

    public int Count(string part) => Log.Lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    public static Task UntilAsync(Func<bool> isDone) => UntilAsync(() => Task.FromResult(isDone()));

    public static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        var patience = Patience;
        while (!await isDone())
        {
            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    /// <summary>A port of the loopback address that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
