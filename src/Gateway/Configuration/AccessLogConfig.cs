namespace Gateway.Configuration;

/// <summary>Where and how requests are written down.</summary>
/// <param name="File">The file, absolute; lines are added at its end. <c>/dev/stdout</c> is standard output.</param>
/// <param name="Format">The form of a line.</param>
internal sealed record AccessLogConfig(string File, AccessLogFormat Format);
