namespace Gateway.Admin;

/// <summary>Why a request gets no answer.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Why">A sentence that says what to do.</param>
internal sealed record AdminRefusal(int Status, string Why);
