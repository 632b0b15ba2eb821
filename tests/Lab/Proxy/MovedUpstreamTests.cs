using System.Text.Json.Nodes;
using Lab.Install;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>An upstream by name, whose address changes (issue 6, point 3: DNS names re-resolved).</summary>
[InParallel]
public sealed class MovedUpstreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [LabFact]
    public async Task A_name_that_leads_elsewhere_is_followed_by_sites_and_streams()
    {
        using var segment = Segment.Create();
        using var hosts = new HostsFile(segment.A, segment.Upstream);
        using var old = new UpstreamProgram(segment.Upstream, segment.WorkFolder);
        using var next = new UpstreamProgram(segment.B, segment.WorkFolder);
        using var gateway = new LoneGateway(segment.A, segment.WorkFolder, Sections());
        old.Start();
        gateway.Start();
        await AnswersAsync(segment, gateway, "the first one answers");

        old.Kill();
        await Wait.UntilAsync("nobody answers", Patience, () => !Answers(segment, 80) && !Answers(segment, 9001));
        next.Start();
        hosts.Write(segment.B);

        await AnswersAsync(segment, gateway, "the second one answers under the same name");
    }

    private static JsonObject Sections() => new()
    {
        ["Listen"] = new JsonObject { ["Http"] = "*:80" },
        ["Sites"] = new JsonObject { ["app.example.com"] = "http://app.lan:8080" },
        ["Streams"] = new JsonObject { ["app"] = new JsonObject { ["Listen"] = "*:9001", ["To"] = "app.lan:8080" } },
    };

    private static Task AnswersAsync(Segment segment, LoneGateway gateway, string expectation) => Wait.UntilAsync(
        $"{expectation}; we printed:\n{gateway.Log}", Patience, () => Answers(segment, 80) && Answers(segment, 9001));

    private static bool Answers(Segment segment, int port) => Shell.Try(
        "ip", "netns", "exec", segment.Client.Namespace.Name, "curl", "--silent", "--fail", "--max-time", "5",
        "--header", "Host: app.example.com", $"http://{segment.A.Address}:{port}/").Output
        .Contains("Hello from the application", StringComparison.Ordinal);

    /// <summary>What one machine takes for <c>/etc/hosts</c> (ip-netns(8)).</summary>
    private sealed class HostsFile : IDisposable
    {
        private readonly string _folder;

        public HostsFile(SegmentNode node, SegmentNode target)
        {
            _folder = $"/etc/netns/{node.Namespace.Name}";
            Directory.CreateDirectory(_folder);
            Write(target);
        }

        // In place: programs that run have the file itself mounted.
        public void Write(SegmentNode target) => File.WriteAllText(
            Path.Combine(_folder, "hosts"), $"127.0.0.1 localhost\n{target.Address} app.lan\n");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
