namespace Gateway.Observability;

/// <summary>What a line of the log looks like.</summary>
internal enum LogFormat
{
    /// <summary>A sentence for people.</summary>
    Text,

    /// <summary>One JSON object, for programs.</summary>
    Json,
}
