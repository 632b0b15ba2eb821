namespace Gateway.Proxy.Streams;

/// <summary>What probes and connections say of a stream's destination.</summary>
/// <param name="IsUp">Whether it answers; null before the first probe.</param>
/// <param name="Text">What was seen last, for people; empty before.</param>
/// <param name="Since">When it took this state; null before.</param>
internal sealed record StreamWord(bool? IsUp, string Text, DateTimeOffset? Since);
