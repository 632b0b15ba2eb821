using System.Text.Json.Nodes;
using Lab.Install;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Tls;

/// <summary>Client certificates of a host (mTLS; issue 6, point 1), made by OpenSSL as operators do, with curl as the
/// client.</summary>
[InParallel]
public sealed class ClientCertificateTests
{
    private const string Host = "private.example.com";
    private const string OpenHost = "open.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [LabTheory]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public async Task A_host_lets_in_whom_its_authority_certified_and_nobody_else(string version)
    {
        using var segment = Segment.Create();
        using var upstream = new UpstreamProgram(segment.Upstream, segment.WorkFolder);
        upstream.Start();
        MakeClient(segment, "ours");
        MakeClient(segment, "theirs");
        using LoneGateway gateway = new(segment.A, segment.WorkFolder, new JsonObject
        {
            ["Listen"] = new JsonObject { ["Https"] = "*:443" },
            ["Tls"] = new JsonObject
            {
                ["Hosts"] = new JsonObject
                {
                    [Host] = new JsonObject { ["ClientCa"] = Path.Combine(segment.WorkFolder, "ours-ca.crt") },
                },
            },
            ["Sites"] = new JsonObject
            {
                [Host] = "http://10.77.0.20:8080",
                [OpenHost] = "http://10.77.0.20:8080",
            },
        });
        gateway.Start();
        await Wait.UntilAsync($"the gateway serves; it printed:\n{gateway.Log}", Patience, () => gateway.IsServing);
        await Wait.UntilAsync("the application answers", Patience, () =>
            Ask(segment, version, OpenHost).StartsWith("Hello", StringComparison.Ordinal));

        string let = Ask(segment, version, Host, "ours"), none = Ask(segment, version, Host),
            other = Ask(segment, version, Host, "theirs");

        Assert.StartsWith("Hello", let, StringComparison.Ordinal);
        // The connection ends, and the log alone says why: .NET 10 sends no alert on Linux.
        Assert.All([none, other], said =>
        {
            Assert.Matches(@"^curl: \((16|18|35|52|55|56|92)\) ", said);
            Assert.DoesNotContain("alert", said, StringComparison.Ordinal);
        });
        await Wait.UntilAsync(
            "the log names the first who was refused", Patience,
            () => gateway.Log.Contains("1 client(s) not let in since the last such line", StringComparison.Ordinal)
                && gateway.Log.Contains("it has shown no certificate", StringComparison.Ordinal));
    }

    // An authority, and a client's key that it certified.
    private static void MakeClient(Segment segment, string name)
    {
        string Of(string kind) => Path.Combine(segment.WorkFolder, $"{name}{kind}");
        Shell.Run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-subj",
            $"/CN={name} CA", "-keyout", Of("-ca.key"), "-out", Of("-ca.crt"));
        Shell.Run(
            "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-subj",
            $"/CN={name}", "-keyout", Of(".key"), "-out", Of(".csr"));
        Shell.Run(
            "openssl", "x509", "-req", "-in", Of(".csr"), "-CA", Of("-ca.crt"), "-CAkey", Of("-ca.key"),
            "-CAcreateserial", "-days", "30", "-out", Of(".crt"));
    }

    // What curl prints: the answer, or why there is none.
    private static string Ask(Segment segment, string version, string host, string? client = null)
    {
        string[] identity = client is null ? [] :
        [
            "--cert", Path.Combine(segment.WorkFolder, $"{client}.crt"),
            "--key", Path.Combine(segment.WorkFolder, $"{client}.key"),
        ];
        return Shell.Try(
            "ip",
            [
                "netns", "exec", segment.A.Namespace.Name, "curl", "--silent", "--show-error", "--stderr", "-",
                "--insecure", "--max-time", "20", $"--tlsv{version}", "--tls-max", version,
                "--resolve", $"{host}:443:127.0.0.1", .. identity, $"https://{host}/",
            ]).Output;
    }
}
