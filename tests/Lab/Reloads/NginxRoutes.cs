using Lab.Network;

namespace Lab.Reloads;

/// <summary>nginx as a proxy with many routes; told by <c>nginx -s reload</c>.</summary>
internal sealed class NginxRoutes(SegmentNode node, string workFolder, int routes)
    : RouteProgram(node, workFolder, routes)
{
    internal override string Name => "nginx";

    internal override string Kind => "nginx";

    internal override Task TakeUpAsync() => RunAsync([.. Nginx, "-s", "reload"]);

    protected override string[] Command() => Nginx;

    private string[] Nginx => ["nginx", "-p", WorkFolder, "-c", File, "-e", Path.Combine(WorkFolder, "nginx.errors")];

    protected override string Text(string[] hosts) => $$"""
        daemon off;
        user root;
        worker_processes auto;
        pid {{WorkFolder}}/nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            server_names_hash_max_size 65536;
            server_names_hash_bucket_size 128;
            client_body_temp_path {{WorkFolder}}/body;
            proxy_temp_path {{WorkFolder}}/proxy;
            fastcgi_temp_path {{WorkFolder}}/fastcgi;
            uwsgi_temp_path {{WorkFolder}}/uwsgi;
            scgi_temp_path {{WorkFolder}}/scgi;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            upstream web { server {{Application}}; keepalive 32; }
            server { listen 80 default_server; return 404; }
        {{string.Join('\n', hosts.Select(host =>
            $"    server {{ listen 80; server_name {host}; location / {{ proxy_pass http://web; }} }}"))}}
        }
        """;
}
