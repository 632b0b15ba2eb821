namespace Benchmarks;

/// <summary>HAProxy, a thread a core.</summary>
internal sealed class HaproxySubject(Workbench bench) : Subject(bench)
{
    /// <inheritdoc/>
    public override string Name => "haproxy";

    /// <inheritdoc/>
    public override string? Program => "haproxy";

    /// <inheritdoc/>
    protected override string[] Command(string config) => ["haproxy", "-f", config];

    // HAProxy takes certificate and key from one file.
    /// <inheritdoc/>
    protected override string Configuration()
    {
        var both = Path.Combine(Bench.Folder, "haproxy.pem");
        File.WriteAllText(both, $"{File.ReadAllText(Bench.Certificate)}\n{File.ReadAllText(Bench.Key)}\n");
        return $"""
            global
                maxconn 12000
                no strict-limits
                ssl-default-bind-options ssl-min-ver TLSv1.3
            defaults
                mode http
                option forwardfor
                http-reuse always
                timeout connect 5s
                timeout client 300s
                timeout server 300s
            frontend edge
                bind 127.0.0.1:{Port} ssl crt {both} alpn h2,http/1.1 backlog 4096
                http-request set-header X-Forwarded-Proto https
                default_backend app
            backend app
                server one 127.0.0.1:{Bench.UpstreamPort}

            """;
    }
}
