using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Hosting;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Tests.Configuration;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Hosting;

/// <summary>A whole gateway, but for virtual routers: what it is put together from knows each other.</summary>
[Collection(AloneCollection.Name)]
public sealed class GatewayProcessTests : IDisposable
{
    /// <summary>Throws where nobody waits for it when its file has an ending that says where.</summary>
    private const string WildSource = """
        public sealed class WildSettings { public required string Path { get; set; } }

        public sealed class Wild : HealthCheck<WildSettings>
        {
            private static Timer timer;

            public override Task<HealthResult> CheckAsync(CancellationToken t)
            {
                var wishes = new[] { "early", "thread", "timer", "void" };
                foreach (var way in wishes.Where(wish => File.Exists($"{Settings.Path}.{wish}")))
                {
                    File.Delete($"{Settings.Path}.{way}");
                    Begin(way);
                }

                File.AppendAllText(Settings.Path, "+");
                return Task.FromResult(HealthResult.Healthy());
            }

            private static void Begin(string way)
            {
                if (way is "early" or "thread") { new Thread(() => Throw(way)).Start(); }
                if (way == "timer") { timer = new Timer(_ => Throw(way), null, 1, Timeout.Infinite); }
                if (way == "void") { Later(way); }
            }

            private static async void Later(string way)
            {
                await Task.Delay(1);
                Throw(way);
            }

            private static void Throw(string way) => throw new InvalidOperationException(way);
        }
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Issue 4, point 7: certificate expiring.</summary>
    [Fact]
    public async Task A_certificate_that_expires_soon_is_told_to_the_notify_actions()
    {
        var certificate = TestCertificate.Until(DateTimeOffset.UtcNow.AddDays(5.5), "app.example.com");
        ReloadRig.AddNote(_folder.Path);
        _folder.With("certs/app.pem", certificate.Pem + certificate.Key).With("appsettings.json", $$"""
            { "Nodes": { "edge-a": { "Priority": 100 } }, "Tls": { "Certificates": "certs" },
              "Notify": { "ops": { "Plugin": "Note", "On": [ "CertificateExpiring" ],
                "Settings": { "Path": "{{_folder.Path}}/told.txt" } } } }
            """);
        var (request, first) = await LoadAsync();
        using var stop = new CancellationTokenSource();
        var told = Path.Combine(_folder.Path, "told.txt");

        var running = GatewayProcess.RunAsync(
            request, first, new LogSettings(Level: LogLevel.Critical), stop.Token);
        await ReloadRig.UntilAsync(() => running.IsCompleted || File.Exists(told));
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Ok, await running);
        Assert.StartsWith(
            $"CertificateExpiring {_folder.Path}/certs/app.pem the certificate for app.example.com expires on ",
            await File.ReadAllTextAsync(told), StringComparison.Ordinal);
    }

    /// <summary>Issue 4, point 2: a DLL that throws is reported by name and contained. A thread is nobody's but the
    /// plugin's.</summary>
    [Fact]
    public async Task What_a_plugin_throws_on_its_own_is_named_and_ends_nothing()
    {
        var image = PluginCompiler.CompilePlugin("Wild", WildSource);
        PluginCompiler.Write(Path.Combine(_folder.Path, "plugins", "Wild", "Wild.dll"), image);
        _folder.With("appsettings.json", $$"""
            { "Nodes": { "edge-a": { "Priority": 100 } },
              "HealthChecks": { "wild": { "Plugin": "Wild", "Interval": "100ms", "Timeout": "100ms",
                "Settings": { "Path": "{{_folder.Path}}/wild" } } } }
            """);
        var (request, first) = await LoadAsync();
        using var stop = new CancellationTokenSource();
        using var log = new RecordedLog();

        var running = GatewayProcess.RunAsync(
            request, first, new LogSettings(Level: LogLevel.Critical), stop.Token);
        // By the log of the gateway, then by one that can be read.
        await ThrowsAsync("early");
        StrayExceptions.Contain(log);
        foreach (var way in (string[])["thread", "timer", "void"])
        {
            var line = "Error: Plugin Wild has thrown where nobody waits for it, on a thread or timer of its own or in "
                + $"an async void method: InvalidOperationException: {way}. What it did there has ended; everything "
                + "else goes on";
            await ThrowsAsync(way);
            await ReloadRig.UntilAsync(() => running.IsCompleted || log.Lines.Contains(line));
            Assert.Contains(line, log.Lines);
        }

        await stop.CancelAsync();

        Assert.Equal(ExitCode.Ok, await running);

        // And the check goes on.
        async Task ThrowsAsync(string way)
        {
            var wish = Path.Combine(_folder.Path, "wild." + way);
            await File.WriteAllTextAsync(wish, "");
            await ReloadRig.UntilAsync(() => running.IsCompleted || !File.Exists(wish));
            var runs = Path.Combine(_folder.Path, "wild");
            File.Delete(runs);
            await ReloadRig.UntilAsync(() => running.IsCompleted || File.Exists(runs));
        }
    }

    private async Task<(ConfigurationRequest Request, ConfigurationResult First)> LoadAsync()
    {
        var request = new ConfigurationRequest(Path.Combine(_folder.Path, "appsettings.json"), InstalledPlugins.In)
        {
            HostName = "edge-a",
            ProgramFolder = _folder.Path,
        };
        var first = await ConfigurationFile.LoadAsync(request, ReloadRig.Patience);
        Assert.NotNull(ConfigText.Valid(first));
        return (request, first);
    }
}
