namespace Lab.Observers;

/// <summary>One HTTPS request of the client.</summary>
/// <param name="Sent">When it began to connect.</param>
/// <param name="Ended">When the whole answer was there, or the failure.</param>
/// <param name="Through">The gateway's own address as the application saw it; null when the request failed.</param>
/// <param name="Failure">What went wrong; null when nothing did.</param>
internal readonly record struct RequestRecord(TimeSpan Sent, TimeSpan Ended, string? Through, string? Failure);
