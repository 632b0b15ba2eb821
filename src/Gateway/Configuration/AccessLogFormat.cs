namespace Gateway.Configuration;

/// <summary>How a line of the access log is written.</summary>
internal enum AccessLogFormat
{
    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Apache's combined format, which every log reader knows.</summary>
    Combined,
}
