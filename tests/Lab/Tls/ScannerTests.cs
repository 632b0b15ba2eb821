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
    private const string Host = "app.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Accepted =
    [
        // Of the scanner's own OpenSSL.
        "engine_problem",
        // Which of them its pages want the application knows.
        "security_headers",
    ];

    [LabTheory]
    [InlineData("intermediate", "enabled")]
    [InlineData("modern", "disabled")]
    public async Task Sslscan_finds_authenticated_encryption_alone(string policy, string tls12)
    {
        using var segment = Segment.Create();
        using LoneGateway gateway = await StartAsync(segment, policy);

        string found = Run(segment, "sslscan", "--no-colour", "--sni-name=app.example.com", Target);

        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.All(
            new[] { "SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1" },
            old => Assert.Matches($@"(?m)^{Regex.Escape(old)}\s+disabled", found));
        Assert.Matches($@"(?m)^TLSv1\.2\s+{tls12}", found);
        Assert.Matches(@"(?m)^TLSv1\.3\s+enabled", found);
        string[] suites = [.. Suite().Matches(found).Select(suite => suite.Groups["name"].Value)];
        Assert.Contains(suites, suite => suite.StartsWith("TLS_", StringComparison.Ordinal));
        Assert.Equal(tls12 == "enabled", suites.Contains("ECDHE-ECDSA-AES128-GCM-SHA256"));
        Assert.All(suites, suite => Assert.Matches("^(TLS_|ECDHE-).*(GCM|CHACHA20|POLY1305)", suite));
        Assert.DoesNotMatch("CBC|vulnerable to heartbleed", found.Replace("not vulnerable", "", StringComparison.Ordinal));
    }

    /// <summary>Protocols, suites, their order, forward secrecy, vulnerabilities and headers, which its grades are made
    /// of. The grade itself comes with its version 3.2; Debian 12 has 3.0. Left out are the clients that it plays, and
    /// the certificate, which nobody has signed here.</summary>
    [LabFact]
    public async Task Testssl_has_nothing_to_complain_about()
    {
        // Beside each other: most of its time it waits.
        Task<Finding[]>[] scans = [ScanAsync("intermediate"), ScanAsync("modern")];
        Finding[] intermediate = await scans[0], modern = await scans[1];

        Assert.All([.. intermediate, .. modern], found => Assert.True(
            found.Severity is "OK" or "INFO" || Accepted.Contains(found.Id), $"{found}"));
        Assert.Contains(intermediate, found => found is ("TLS1_3", "OK", _));
        Assert.Contains(intermediate, found => found is ("TLS1_2", "OK", "offered"));
        Assert.Contains(intermediate, found => found is ("cipher_order", "OK", "server"));
        Assert.Contains(intermediate, found => found.Id == "cipherorder_TLSv1_2" && found.Text.Split(' ').All(
            suite => suite.StartsWith("ECDHE-RSA-", StringComparison.Ordinal)));
        Assert.Contains(modern, found => found is ("TLS1_2", _, "not offered"));
        Assert.All(
            new[] { intermediate, modern },
            scan =>
            {
                Assert.Contains(scan, found => found is ("TLS1", _, "not offered"));
                Assert.Contains(scan, found => found is ("TLS1_1", _, "not offered"));
                Assert.Contains(scan, found => found is ("HSTS_time", "OK", _));
                // It came as far as to the last of them.
                Assert.Contains(scan, found => found is ("RC4", "OK", _));
            });
    }

    [LabTheory]
    [InlineData("-tls1_2", "TLSv1.2")]
    [InlineData("-tls1_3", "TLSv1.3")]
    public async Task A_session_is_resumed(string option, string version)
    {
        using var segment = Segment.Create();
        using LoneGateway gateway = await StartAsync(segment, "intermediate");
        string session = Path.Combine(segment.WorkFolder, "session.pem");

        string first = Ask(segment, $"{option} -msg -sess_out {session}");
        string second = Ask(segment, $"{option} -sess_in {session}");

        Assert.Contains($"New, {version}", first, StringComparison.Ordinal);
        _ = Assert.Single(first.Split('\n'), line => line.Contains("NewSessionTicket", StringComparison.Ordinal));
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

    // With a key of RSA, which the other scanner does not see.
    private static async Task<Finding[]> ScanAsync(string policy)
    {
        using var segment = Segment.Create();
        using var upstream = new UpstreamProgram(segment.Upstream, segment.WorkFolder);
        upstream.Start();
        string folder = Path.Combine(segment.WorkFolder, "certificates");
        Certificates.WriteRsa(folder, Host);
        using LoneGateway gateway = await StartAsync(segment, policy, folder);
        await Wait.UntilAsync("the application answers", Patience, () => Try(
            segment, "curl", "--silent", "--insecure", "--resolve", $"{Host}:443:127.0.0.1", $"https://{Host}/")
            .StartsWith("Hello", StringComparison.Ordinal));
        string report = Path.Combine(segment.WorkFolder, "testssl.json");

        string said = await Task.Run(() => Try(
            segment, "testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", "127.0.0.1",
            "--protocols", "--std", "--server-preference", "--fs", "--vulnerable", "--headers", "--jsonfile", report,
            $"https://{Host}:443"));

        TestContext.Current.TestOutputHelper?.WriteLine(said);
        return
        [
            .. JsonNode.Parse(await File.ReadAllTextAsync(report))!.AsArray().Select(entry =>
                new Finding($"{entry!["id"]}", $"{entry["severity"]}", $"{entry["finding"]}")),
        ];
    }

    private static async Task<LoneGateway> StartAsync(Segment segment, string policy, string? certificates = null)
    {
        var tls = new JsonObject
        {
            ["Policy"] = policy,
            ["Hosts"] = new JsonObject { [Host] = new JsonObject { ["Hsts"] = true } },
        };
        if (certificates is not null)
        {
            tls["Certificates"] = new JsonArray(certificates);
        }

        var gateway = new LoneGateway(segment.A, segment.WorkFolder, new JsonObject
        {
            ["Listen"] = new JsonObject { ["Https"] = "*:443" },
            ["Tls"] = tls,
            ["Sites"] = new JsonObject { [Host] = "http://10.77.0.20:8080" },
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

    private sealed record Finding(string Id, string Severity, string Text);
}
