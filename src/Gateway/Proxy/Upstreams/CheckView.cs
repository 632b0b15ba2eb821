namespace Gateway.Proxy.Upstreams;

/// <summary>A health check as a cluster sees it.</summary>
/// <param name="IsUp">Its word; null while it has none.</param>
/// <param name="Text">What it said last.</param>
internal readonly record struct CheckView(bool? IsUp, string? Text);
