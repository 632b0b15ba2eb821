namespace Gateway.Admin.Status;

/// <summary>The configuration of a gateway.</summary>
/// <param name="Path">The file.</param>
/// <param name="Loaded">Since when it runs what it runs.</param>
/// <param name="Hash">The SHA-256 of the whole configuration, 64 hexadecimal digits: two nodes with the same files have
/// the
/// same, unless the environment of one says otherwise.</param>
/// <param name="Rejected">The files as they are now, when they are refused; null when they run.</param>
internal sealed record ConfigurationReport(
    string Path,
    DateTimeOffset Loaded,
    string Hash,
    RejectedReport? Rejected);
