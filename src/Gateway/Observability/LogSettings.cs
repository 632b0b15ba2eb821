namespace Gateway.Observability;

/// <summary>How the process logs.</summary>
/// <param name="Format">What a line looks like.</param>
/// <param name="Level">What is logged: this level and all above it.</param>
internal sealed record LogSettings(LogFormat Format = LogFormat.Text, LogLevel Level = LogLevel.Information);
