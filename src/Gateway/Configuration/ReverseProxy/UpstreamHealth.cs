using System.Collections.Immutable;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>How a cluster judges its destinations: what <c>Metadata</c> says beyond YARP's
/// <c>HealthCheck</c>.</summary>
internal sealed record UpstreamHealth
{
    /// <summary>Status codes that a probe may get, such as <c>200-399, 401</c>. Defaults to <c>200-299</c>.</summary>
    public const string StatusKey = "Active.Status";

    /// <summary>Text that the first 64 KiB of the answer's body must contain. Defaults to none.</summary>
    public const string BodyKey = "Active.Body";

    /// <summary>Probes in a row that bring a destination back, <c>1</c> to <c>100</c>. Defaults to <c>2</c>.</summary>
    public const string RiseKey = "Active.Rise";

    /// <summary>Failed probes in a row that take a destination out, <c>1</c> to <c>100</c>. Defaults to
    /// <c>2</c>.</summary>
    public const string FallKey = "Active.Fall";

    /// <summary>The entry of <c>HealthChecks</c> that stands for a destination, or for all of a cluster, with the
    /// policy <c>Check</c>. Defaults to none.</summary>
    public const string CheckKey = "Active.Check";

    /// <summary>Failed requests in a row that take a destination out, <c>1</c> to <c>1000</c>. Defaults to
    /// <c>5</c>.</summary>
    public const string ErrorsKey = "Passive.Errors";

    /// <summary>Status codes of destinations' answers that count as failed requests as well, such as <c>502-504</c>.
    /// Defaults to none.</summary>
    public const string FailedStatusKey = "Passive.Status";

    /// <summary>Healthy destinations below which <c>cluster:ID</c> in <c>Track</c> fails, from <c>1</c>. Defaults to
    /// <c>1</c>.</summary>
    public const string MinimumKey = "MinimumHealthy";

    /// <summary>How many other destinations are asked when one does not answer, <c>0</c> to <c>5</c>. Defaults to
    /// <c>1</c>.</summary>
    public const string RetriesKey = "Retries";

    /// <summary>Accepted status codes. 200 to 299 by default.</summary>
    public ImmutableArray<StatusRange> Status { get; private init; } = [new(200, 299)];

    /// <summary>What the body must contain, within its first 64 KiB; null: anything.</summary>
    public string? Body { get; private init; }

    /// <summary>Probes in a row that bring a destination back, 1 to 100; 2 by default.</summary>
    public int Rise { get; private init; } = 2;

    /// <summary>Failed probes in a row that take it out, 1 to 100; 2 by default. The first result ever counts
    /// alone.</summary>
    public int Fall { get; private init; } = 2;

    /// <summary>Failed requests in a row that take it out, 1 to 1000; 5 by default.</summary>
    public int Errors { get; private init; } = 5;

    /// <summary>Status codes of answers that count as failed requests; none by default, for any client may know a URL
    /// whose application answers so.</summary>
    public ImmutableArray<StatusRange> FailedStatus { get; private init; } = [];

    /// <summary>Healthy destinations below which the cluster has failed, 1 or more; 1 by default.</summary>
    public int MinimumHealthy { get; private init; } = 1;

    /// <summary>How many other destinations are asked when one does not answer, 0 to 5; 1 by default.</summary>
    public int Retries { get; private init; } = 1;

    /// <summary>Reads the metadata of a cluster in force, where nothing is wrong.</summary>
    public static UpstreamHealth Read(IReadOnlyDictionary<string, string>? metadata) => Read(metadata, (_, _) => { });

    /// <summary>Reads the metadata of a cluster.</summary>
    /// <param name="metadata">May be null.</param>
    /// <param name="fail">Takes what is wrong: the key and a sentence. The default counts instead.</param>
    public static UpstreamHealth Read(IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
    {
        var (defaults, values) = (new UpstreamHealth(), new MetadataValues(metadata, fail));
        return new()
        {
            Status = ReadStatus(StatusKey, metadata, fail) ?? defaults.Status,
            Body = values.Text(BodyKey),
            Rise = values.Count(RiseKey, defaults.Rise, 1, 100),
            Fall = values.Count(FallKey, defaults.Fall, 1, 100),
            Errors = values.Count(ErrorsKey, defaults.Errors, 1, 1000),
            FailedStatus = ReadStatus(FailedStatusKey, metadata, fail) ?? defaults.FailedStatus,
            MinimumHealthy = values.Count(MinimumKey, defaults.MinimumHealthy, 1, 1000),
            Retries = values.Count(RetriesKey, defaults.Retries, 0, 5),
        };
    }

    private static ImmutableArray<StatusRange>? ReadStatus(
        string key, IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
    {
        if (metadata?.GetValueOrDefault(key) is not { } text)
        {
            return null;
        }

        if (StatusRange.TryParseList(text, out var ranges))
        {
            return ranges;
        }

        fail(key, $"\"{text}\" is not {StatusRange.Expected}.");
        return null;
    }
}
