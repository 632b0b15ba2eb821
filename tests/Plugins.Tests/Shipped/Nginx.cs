using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shared;

namespace Plugins.Tests.Shipped;

/// <summary>A real nginx with HTTP and HTTPS on a loopback address of its own.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    public const int HttpPort = 8080;
    public const int HttpsPort = 8443;
    public const string Name = "shop.example";

    private static readonly string? Binary = new[] { "/usr/sbin/nginx", "/usr/bin/nginx" }.FirstOrDefault(File.Exists);

    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();
    private readonly Process _process;

    private Nginx()
    {
        using var certificate = _authority.Issue(Name);
        var chain = _scratch.Write("chain.pem", certificate.ExportCertificatePem());
        using var key = certificate.GetECDsaPrivateKey()!;
        var secret = _scratch.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        CaFile = _scratch.Write("ca.pem", _authority.Pem);
        var configuration = _scratch.Write("nginx.conf", $$"""
            daemon off; master_process off; pid {{_scratch.PathOf("pid")}}; error_log stderr;
            events { }
            http {
                access_log off;
                client_body_temp_path {{_scratch.PathOf("body")}}; proxy_temp_path {{_scratch.PathOf("proxy")}};
                fastcgi_temp_path {{_scratch.PathOf("fcgi")}}; uwsgi_temp_path {{_scratch.PathOf("uwsgi")}};
                scgi_temp_path {{_scratch.PathOf("scgi")}};
                server {
                    listen {{Address}}:{{HttpPort}}; listen {{Address}}:{{HttpsPort}} ssl;
                    ssl_certificate {{chain}}; ssl_certificate_key {{secret}};
                    location = /health { add_header X-Machine edge; return 200 "all is well\n"; }
                    location = /ill { return 503; }
                    location = /moved { return 302 /health; }
                }
            }
            """);
        string[] arguments = ["-c", configuration, "-p", _scratch.Folder];
        _process = Process.Start(new ProcessStartInfo(Binary!, arguments) { RedirectStandardError = true })!;
    }

    /// <summary>Why there is none; null when there is, and for root on a build server, where nothing is
    /// skipped.</summary>
    public static string? Missing =>
        Binary is null && !MustBeThere ? "nginx is not installed; sudo ./test.sh installs it" : null;

    private static bool MustBeThere =>
        Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true";

    public string Address { get; } = $"127.{Number()}.{Number()}.{Number()}";

    public string CaFile { get; }

    public static async Task<Nginx> StartAsync()
    {
        var nginx = new Nginx();
        var patience = Stopwatch.StartNew();
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(nginx.Address, HttpsPort);
                return nginx;
            }
            catch (SocketException)
            {
                Assert.False(
                    nginx._process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(30), "nginx does not start");
                await Pause.TickAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _authority.Dispose();
        _scratch.Dispose();
    }

    private static int Number() => RandomNumberGenerator.GetInt32(2, 254);
}
