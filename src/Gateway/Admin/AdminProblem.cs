namespace Gateway.Admin;

/// <summary>An answer that says what is wrong.</summary>
/// <param name="Error">A sentence.</param>
internal sealed record AdminProblem(string Error);
