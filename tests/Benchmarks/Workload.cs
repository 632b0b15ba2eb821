using System.Globalization;

namespace Benchmarks;

/// <summary>A row of the table: what h2load is told, but for where and how long.</summary>
/// <param name="Name">What it is.</param>
/// <param name="File">What is asked for: 1k, 100k or 10m.</param>
/// <param name="Clients">Connections at once; of <see cref="ConnectionsPerSecond"/> all of them in a run.</param>
/// <param name="Arguments">What else h2load is told.</param>
internal sealed record Workload(string Name, string File, int Clients, params string[] Arguments)
{
    /// <summary>New connections a second, each with one request, a multiple of 10; 0: connections stay.</summary>
    public int ConnectionsPerSecond { get; init; }

    /// <summary>Whether it is of HTTP/2, many requests on a connection at once.</summary>
    public bool IsHttp2 => !Arguments.Contains("--h1");

    /// <summary>Whether the table of latencies has it: it asks at a fixed rate.</summary>
    public bool IsSteady { get; init; }

    /// <summary>Whether memory is looked at while its connections are open.</summary>
    public bool ShowsMemory { get; init; }

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("HTTPS keep-alive 1 KiB, 64 connections", "1k", 64, "--h1"),
        new("HTTPS keep-alive 1 KiB, 512 connections", "1k", 512, "--h1") { ShowsMemory = true },
        new("HTTP/2, 16 connections x 32 streams, 1 KiB", "1k", 16, "-m", "32"),
        new("new TLS connection per request, 1 KiB", "1k", 0, "--h1") { ConnectionsPerSecond = 250 },
        new("HTTPS keep-alive 100 KiB, 32 connections", "100k", 32, "--h1"),
        new("HTTPS keep-alive 10 MiB, 8 connections", "10m", 8, "--h1"),
        new("steady 500 requests a second", "1k", 10, "--h1", "--rps", "50") { IsSteady = true },
        new("steady 5,000 requests a second", "1k", 50, "--h1", "--rps", "100") { IsSteady = true },
    ];

    /// <summary>The command line.</summary>
    /// <param name="port">Where the subject listens.</param>
    /// <param name="time">How long, in all.</param>
    /// <param name="log">Gets a line a request.</param>
    public string[] Command(int port, TimeSpan time, string log)
    {
        string[] many = ConnectionsPerSecond == 0
            ? ["-c", $"{Clients}", "-D", string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0}")]
            : ["-c", Total(time), "-n", Total(time),
                "-r", $"{ConnectionsPerSecond / 10}", "--rate-period", "100ms"];
        return ["h2load", .. many, .. Arguments, "--tls13-ciphers", "TLS_AES_128_GCM_SHA256", "--groups", "X25519",
            "--log-file", log, $"https://127.0.0.1:{port}/{File}"];
    }

    private string Total(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{ConnectionsPerSecond * Math.Ceiling(time.TotalSeconds):0}");
}
