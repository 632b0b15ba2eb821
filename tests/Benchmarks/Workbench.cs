using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarks;

/// <summary>What all subjects share: a folder, a certificate (ECDSA P-256), and the upstream, an nginx with files of
/// three sizes.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-bench-");
    private RunningProgram? _upstream;

    /// <summary>Files of subjects.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The certificate, PEM.</summary>
    public string Certificate => Path.Combine(Folder, "certs", "bench.crt");

    /// <summary>Its key, PEM.</summary>
    public string Key => Path.Combine(Folder, "certs", "bench.key");

    /// <summary>The upstream's port.</summary>
    public int UpstreamPort { get; } = RunningProgram.FreePort();

    /// <summary>Its address, for example <c>http://127.0.0.1:40000</c>.</summary>
    public string Upstream => $"http://127.0.0.1:{UpstreamPort}";

    /// <summary>Makes everything.</summary>
    public async Task SetUpAsync()
    {
        _ = _folder.CreateSubdirectory("certs");
        WriteCertificate();
        var files = _folder.CreateSubdirectory("files").FullName;
        foreach (var (name, size) in new[] { ("1k", 1 << 10), ("100k", 100 << 10), ("10m", 10 << 20) })
        {
            await File.WriteAllBytesAsync(Path.Combine(files, name), RandomNumberGenerator.GetBytes(size));
        }

        var config = await WriteAsync("upstream.conf", $$"""
            daemon off; user root; worker_processes 1; pid {{Folder}}/upstream.pid; error_log {{Folder}}/upstream.errors;
            events { worker_connections 20000; }
            http {
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=16;
            {{NginxSubject.TemporaryFolders(Folder)}}
                server { listen 127.0.0.1:{{UpstreamPort}} backlog=4096; root {{files}}; }
            }
            """);
        _upstream = await RunningProgram.StartAsync(
            UpstreamPort, Path.Combine(Folder, "upstream.log"), "nginx", "-p", Folder, "-c", config,
            "-e", Path.Combine(Folder, "upstream.errors"));
    }

    /// <summary>Writes a file into the folder, or into one within it.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _upstream?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }
}
