namespace Benchmarks;

/// <summary>nginx, a worker a core.</summary>
internal sealed class NginxSubject(Workbench bench) : Subject(bench)
{
    /// <inheritdoc/>
    public override string Name => "nginx";

    /// <inheritdoc/>
    public override string? Program => "nginx";

    /// <summary>Where an nginx that is not the system's keeps what it spools.</summary>
    public static string TemporaryFolders(string folder) => string.Concat(
        ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(
            kind => $"    {kind}_temp_path {folder}/{kind};\n"));

    /// <inheritdoc/>
    protected override string[] Command(string config) =>
        ["nginx", "-p", Bench.Folder, "-c", config, "-e", Path.Combine(Bench.Folder, "nginx.errors")];

    /// <inheritdoc/>
    protected override string Configuration() => $$"""
        daemon off; user root; worker_processes auto; worker_rlimit_nofile 65536; pid {{Bench.Folder}}/nginx.pid;
        error_log {{Bench.Folder}}/nginx.errors;
        events { worker_connections 20000; }
        http {
            access_log off; keepalive_requests 1000000000; http2_max_requests 1000000000; http2_max_concurrent_streams 128;
        {{TemporaryFolders(Bench.Folder)}}
            upstream app { server 127.0.0.1:{{Bench.UpstreamPort}}; keepalive 512; keepalive_requests 1000000000; }
            server {
                listen 127.0.0.1:{{Port}} ssl http2 backlog=4096;
                ssl_certificate {{Bench.Certificate}}; ssl_certificate_key {{Bench.Key}}; ssl_protocols TLSv1.3;
                ssl_session_cache shared:tls:10m;
                location / {
                    proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection "";
                    proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Proto $scheme;
                }
            }
        }
        """;
}
