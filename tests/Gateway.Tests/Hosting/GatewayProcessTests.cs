using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Hosting;
using Gateway.Observability;
using Gateway.Tests.Configuration;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Hosting;

/// <summary>A whole gateway, but for virtual routers: what it is put together from knows each other.</summary>
[Collection(AloneCollection.Name)]
public sealed class GatewayProcessTests : IDisposable
{
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
        var request = new ConfigurationRequest(Path.Combine(_folder.Path, "appsettings.json"), InstalledPlugins.In)
        {
            HostName = "edge-a",
            ProgramFolder = _folder.Path,
        };
        var first = await ConfigurationFile.LoadAsync(request, ReloadRig.Patience);
        Assert.NotNull(ConfigText.Valid(first));
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
}
