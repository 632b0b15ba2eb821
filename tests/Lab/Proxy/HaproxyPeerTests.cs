using System.Text.Json.Nodes;
using Lab.Install;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>HAProxy as a real peer (issue 6, point 5): in front of us with the PROXY protocol, and behind us.</summary>
[InParallel]
public sealed class HaproxyPeerTests
{
    private const string Client = "\"X-Forwarded-For\":[\"10.77.0.10\"]";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [LabTheory]
    [InlineData("send-proxy", "v1")]
    [InlineData("send-proxy-v2", "v2")]
    public async Task The_client_is_known_through_both(string option, string version)
    {
        using var segment = Segment.Create();
        using var upstream = new UpstreamProgram(segment.Upstream, segment.WorkFolder);
        using var haproxy = new HaproxyProgram(segment.B, segment.WorkFolder, option);
        using var gateway = new LoneGateway(segment.A, segment.WorkFolder, Sections(version));
        upstream.Start();
        haproxy.Start();
        gateway.Start();

        await Wait.UntilAsync(
            $"it answers through HAProxy and us; we printed:\n{gateway.Log}", Patience,
            () => Headers(segment, $"{segment.B.Address}:9000").Contains("accept", StringComparison.OrdinalIgnoreCase));
        await Wait.UntilAsync(
            "it answers through us and HAProxy", Patience,
            () => Headers(segment, $"{segment.A.Address}:9001").Contains("accept", StringComparison.OrdinalIgnoreCase));

        Assert.Contains(Client, Headers(segment, $"{segment.B.Address}:9000"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Client, Headers(segment, $"{segment.A.Address}:9001"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The usual way: balancers in front know of TCP alone, and TLS is ended here; or behind us.</summary>
    [LabFact]
    public async Task The_client_is_known_through_both_with_TLS()
    {
        using var segment = Segment.Create();
        using var upstream = new UpstreamProgram(segment.Upstream, segment.WorkFolder);
        using var haproxy = new HaproxyProgram(segment.B, segment.WorkFolder, "send-proxy-v2");
        using var gateway = new LoneGateway(segment.A, segment.WorkFolder, TlsSections());
        upstream.Start();
        haproxy.Start();
        gateway.Start();

        await Wait.UntilAsync(
            $"it answers through HAProxy and us; we printed:\n{gateway.Log}", Patience,
            () => Before().EndsWith(" by 2", StringComparison.Ordinal));
        await Wait.UntilAsync(
            "it answers through us, unopened, and HAProxy", Patience,
            () => Behind().EndsWith(" by 2", StringComparison.Ordinal));

        Assert.Contains(Client, Before(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Client, Behind(), StringComparison.OrdinalIgnoreCase);

        string Before() => HeadersOverTls(segment, "app.example.com", segment.B);
        string Behind() => HeadersOverTls(segment, HaproxyProgram.PassedName, segment.A);
    }

    // From HAProxy's machine every connection begins with the header; the client's begin without.
    private static JsonObject Sections(string version) => new()
    {
        ["Listen"] = new JsonObject { ["Http"] = "*:80", ["ProxyProtocolFrom"] = "10.77.0.12" },
        ["Sites"] = new JsonObject { ["app.example.com"] = "http://10.77.0.20:8080" },
        ["Streams"] = new JsonObject
        {
            ["behind"] = new JsonObject
            {
                ["Listen"] = "*:9001", ["To"] = "10.77.0.12:9002", ["ProxyProtocol"] = version,
            },
        },
    };

    private static JsonObject TlsSections() => new()
    {
        ["Listen"] = new JsonObject { ["Https"] = "*:443", ["ProxyProtocolFrom"] = "10.77.0.12" },
        ["Sites"] = new JsonObject { ["app.example.com"] = "http://10.77.0.20:8080" },
        ["Streams"] = new JsonObject
        {
            ["behind"] = new JsonObject
            {
                ["ServerNames"] = HaproxyProgram.PassedName, ["To"] = "10.77.0.12:9443", ["ProxyProtocol"] = "v2",
            },
        },
    };

    private static string HeadersOverTls(Segment segment, string name, SegmentNode node) => Shell.Try(
        "ip", "netns", "exec", segment.Client.Namespace.Name, "curl", "--silent", "--max-time", "5", "--insecure",
        "--http2", "--resolve", $"{name}:443:{node.Address}", "--write-out", " by %{http_version}",
        $"https://{name}/headers").Output;

    private static string Headers(Segment segment, string address) => Shell.Try(
        "ip", "netns", "exec", segment.Client.Namespace.Name, "curl", "--silent", "--max-time", "5",
        "--header", "Host: app.example.com", $"http://{address}/headers").Output;
}
