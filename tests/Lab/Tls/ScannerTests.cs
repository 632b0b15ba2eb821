using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lab.Install;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Tls;

/// <summary>What others say of our TLS (issue 6, point 1): sslscan, testssl.sh and OpenSSL's own client.</summary>
[InParallel(IsLong = true)]
public sealed partial class ScannerTests
{
    private const string Target = "127.0.0.1:443";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [LabFact]
    public async Task Sslscan_finds_authenticated_encryption_alone()
    {
        using var segment = Segment.Create();
        using LoneGateway gateway = await StartAsync(segment, "intermediate");

        string found = Run(segment, "sslscan", "--no-colour", "--sni-name=app.example.com", Target);

        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.All(
            new[] { "SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1" },
            old => Assert.Matches($@"(?m)^{Regex.Escape(old)}\s+disabled", found));
        string[] suites = [.. Suite().Matches(found).Select(suite => suite.Groups["name"].Value)];
        Assert.Contains(suites, suite => suite.StartsWith("TLS_", StringComparison.Ordinal));
        Assert.Contains("ECDHE-ECDSA-AES128-GCM-SHA256", suites);
        Assert.All(suites, suite => Assert.Matches("^(TLS_|ECDHE-).*(GCM|CHACHA20|POLY1305)", suite));
        Assert.DoesNotMatch("CBC|vulnerable to heartbleed", found.Replace("not vulnerable", "", StringComparison.Ordinal));
    }

    // What its grades are made of; a whole run takes minutes, and its version here gives no grade.
    [LabFact]
    public async Task Testssl_has_nothing_to_complain_about()
    {
        using var segment = Segment.Create();
        using LoneGateway gateway = await StartAsync(segment, "intermediate");
        string report = Path.Combine(segment.WorkFolder, "testssl.json");

        _ = Try(
            segment, "testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none",
            "--protocols", "--std", "--fs", "--jsonfile", report, Target);

        (string Id, string Severity, string Finding)[] findings =
        [
            .. JsonNode.Parse(await File.ReadAllTextAsync(report))!.AsArray().Select(entry =>
                ($"{entry!["id"]}", $"{entry["severity"]}", $"{entry["finding"]}")),
        ];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', findings));
        Assert.Contains(findings, found => found is ("TLS1_3", "OK", _));
        Assert.Contains(findings, found => found is ("TLS1", _, "not offered"));
        Assert.Contains(findings, found => found is ("TLS1_1", _, "not offered"));
        Assert.DoesNotContain(findings, found => found.Severity is "LOW" or "MEDIUM" or "HIGH" or "CRITICAL" or "FATAL");
    }

    [LabTheory]
    [InlineData("-tls1_2", "TLSv1.2")]
    [InlineData("-tls1_3", "TLSv1.3")]
    public async Task A_session_is_resumed(string option, string version)
    {
        using var segment = Segment.Create();
        using LoneGateway gateway = await StartAsync(segment, "intermediate");
        string session = Path.Combine(segment.WorkFolder, "session.pem");

        string first = Ask(segment, $"{option} -sess_out {session}");
        string second = Ask(segment, $"{option} -sess_in {session}");

        Assert.Contains($"New, {version}", first, StringComparison.Ordinal);
        Assert.Contains($"Reused, {version}", second, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task Modern_speaks_Tls_13_alone_and_a_client_trusts_the_internal_root()
    {
        using var segment = Segment.Create();
        using LoneGateway gateway = await StartAsync(segment, "modern");
        string root = Path.Combine(gateway.StateFolder, "internal-ca", "root.crt");

        string modern = Ask(segment, $"-tls1_3 -verify_return_error -verify_hostname app.example.com -CAfile {root}");
        string older = Ask(segment, "-tls1_2");

        Assert.Contains("Verify return code: 0 (ok)", modern, StringComparison.Ordinal);
        Assert.Contains("New, (NONE)", older, StringComparison.Ordinal);
    }

    private static async Task<LoneGateway> StartAsync(Segment segment, string policy)
    {
        var gateway = new LoneGateway(segment.A, segment.WorkFolder, new JsonObject
        {
            ["Listen"] = new JsonObject { ["Https"] = "*:443" },
            ["Tls"] = new JsonObject { ["Policy"] = policy },
            ["Sites"] = new JsonObject { ["app.example.com"] = "http://10.77.0.20:8080" },
        });
        gateway.Start();
        await Wait.UntilAsync($"the gateway serves; it printed:\n{gateway.Log}", Patience, () => gateway.IsServing);
        return gateway;
    }

    // Asks for a page and waits for the end of the answer: tickets of TLS 1.3 come after the handshake.
    private static string Ask(Segment segment, string options) => Try(
        segment, "sh", "-c",
        $"printf 'GET / HTTP/1.1\\r\\nHost: nobody.example.com\\r\\nConnection: close\\r\\n\\r\\n' | "
        + $"timeout 20 openssl s_client -connect {Target} -servername app.example.com -ign_eof {options} 2>&1");

    private static string Run(Segment segment, params string[] command) =>
        Shell.Run("ip", ["netns", "exec", segment.A.Namespace.Name, .. command]);

    private static string Try(Segment segment, params string[] command) =>
        Shell.Try("ip", ["netns", "exec", segment.A.Namespace.Name, .. command]).Output;

    [GeneratedRegex(@"(?m)^(Preferred|Accepted)\s+TLSv1\.[0-9]\s+[0-9]+ bits\s+(?<name>\S+)")]
    private static partial Regex Suite();
}
