using System.Diagnostics;
using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Peers;

/// <summary>A pair with servers of others behind it: the lab's own application, nginx, Caddy, and a gRPC service by
/// grpc-js.</summary>
public sealed class PeersPair : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<PeerProgram> _peers = [];
    private Pair? _pair;

    /// <summary>Where the scripts for node are.</summary>
    internal string Scripts { get; private set; } = "";

    /// <summary>What the gRPC service has printed.</summary>
    internal string GrpcLog => _peers[^1].Log;

    internal Pair Pair => _pair ?? throw new InvalidOperationException("The pair never started.");

    public async ValueTask InitializeAsync()
    {
        // Nothing will run.
        if (Requirements.MissingForLab is not null)
        {
            return;
        }

        Scripts = await NodeModules.InstallAsync();
        _pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = Adjust,
        });
        string folder = _pair.Segment.WorkFolder;
        Certificates.Write(folder, "peer.example.com");
        Start("nginx", "nginx", "-p", folder, "-c", Write("nginx.conf", Nginx(folder)), "-e", Path.Combine(folder, "nginx.err"));
        Start("caddy", "env", $"XDG_DATA_HOME={folder}", $"XDG_CONFIG_HOME={folder}", "caddy", "run", "--config",
            Write("Caddyfile", Caddy), "--adapter", "caddyfile");
        Start("grpc", "node", Path.Combine(Scripts, "grpc.js"), "server", "8083");
        _pair.Upstream.Start();
        await _pair.StartAsync();
        using HttpClient client = HttpsClient.Create(_pair.Segment.Client, TimeSpan.Zero, Patience);
        foreach (string path in new[] { "", "nginx/", "caddy/", "h2/version", "h2c/version" })
        {
            await Wait.UntilAsync($"/{path} answers; {Said()}", Patience, () => Answers(client, path));
        }

        await Wait.UntilAsync(
            "the gRPC service serves", Patience, () => GrpcLog.Contains("serving", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        _peers.ForEach(peer => peer.Dispose());
        _pair?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a program on the client's machine to its end.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    internal async Task<(int ExitCode, string Output)> AskAsync(TimeSpan limit, params string[] command)
    {
        string[] inside = ["netns", "exec", Pair.Segment.Client.Namespace.Name, "timeout", $"{limit.TotalSeconds}"];
        var start = new ProcessStartInfo("ip", [.. inside, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> complained = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await complained);
    }

    /// <summary>Until the task is over every plain request of others is answered, and the address stays.</summary>
    internal async Task ServesOthersUntilAsync(Task over, TimeSpan patience)
    {
        using HttpClient client = HttpsClient.Create(Pair.Segment.Client, TimeSpan.Zero, patience);
        int answered = 0;
        while (!over.IsCompleted)
        {
            Assert.True(Answers(client), $"no answer within {patience} after {answered} others");
            answered++;
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        Assert.Equal("a", Pair.History.Owners);
        Assert.InRange(answered, 1, int.MaxValue);
    }

    /// <summary>Whether a plain request is answered.</summary>
    internal static bool Answers(HttpClient client, string path = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(HttpsClient.Site, path));
        try
        {
            using HttpResponseMessage response = client.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception refused) when (refused is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static void Adjust(JsonObject root)
    {
        root["Limits"] = new JsonObject { ["HeaderTimeout"] = "2s" };
        Add(root, "nginx", 8081, new JsonArray(new JsonObject { ["PathRemovePrefix"] = "/nginx" }), "/nginx/{**rest}");
        Add(root, "caddy", 8082, new JsonArray(new JsonObject { ["PathRemovePrefix"] = "/caddy" }), "/caddy/{**rest}");
        Add(root, "grpc", 8083, null, "/lab.Peers/{**rest}");
        Add(root, "h2", 8084, new JsonArray(new JsonObject { ["PathRemovePrefix"] = "/h2" }), "/h2/{**rest}");
        Add(root, "h2c", 8085, new JsonArray(new JsonObject { ["PathRemovePrefix"] = "/h2c" }), "/h2c/{**rest}");
        JsonNode clusters = root["ReverseProxy"]!["Clusters"]!;
        foreach (string name in new[] { "grpc", "h2", "h2c" })
        {
            clusters[name]!["HttpRequest"] =
                new JsonObject { ["Version"] = "2", ["VersionPolicy"] = "RequestVersionExact" };
        }

        clusters["h2"]!["Destinations"]!["one"]!["Address"] = "https://10.77.0.20:8084";
        clusters["h2"]!["HttpClient"] = new JsonObject { ["DangerousAcceptAnyServerCertificate"] = true };
    }

    private static void Add(JsonObject root, string name, int port, JsonArray? transforms, string path)
    {
        JsonNode proxy = root["ReverseProxy"]!;
        var route = new JsonObject { ["ClusterId"] = name, ["Match"] = new JsonObject { ["Path"] = path } };
        if (transforms is not null)
        {
            route["Transforms"] = transforms;
        }

        proxy["Routes"]![name] = route;
        proxy["Clusters"]![name] = new JsonObject
        {
            ["Destinations"] = new JsonObject
            {
                ["one"] = new JsonObject { ["Address"] = $"http://10.77.0.20:{port}" },
            },
        };
    }

    private static string Nginx(string folder) => $$"""
        daemon off; user root; worker_processes 1; pid {{folder}}/nginx.pid;
        events { worker_connections 256; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
            server { listen 8081; location / { return 200 "Hello from nginx, $request_method $server_protocol"; } }
            map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
            server {
                listen 8084 ssl http2; ssl_certificate {{folder}}/site.pem; ssl_certificate_key {{folder}}/site.pem;
                location / {
                    proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
                }
                location = /version { return 200 "nginx $server_protocol"; }
            }
        }
        """;

    private const string Caddy = """
        {
            admin off
            auto_https off
            servers {
                protocols h1 h2 h2c
            }
        }
        http://:8082 {
            respond "Hello from Caddy, {method} {http.request.proto}"
        }
        http://:8085 {
            respond /version "Caddy {http.request.proto}"
            reverse_proxy 127.0.0.1:8080
        }
        """;

    private string Write(string name, string text)
    {
        string file = Path.Combine(Pair.Segment.WorkFolder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private void Start(string kind, params string[] command)
    {
        var peer = new PeerProgram(Pair.Segment.Upstream, Pair.Segment.WorkFolder, kind, command);
        peer.Start();
        _peers.Add(peer);
    }

    private string Said() => string.Join('\n', _peers.Select(peer => $"{peer.Kind}: {peer.Log}"));
}
