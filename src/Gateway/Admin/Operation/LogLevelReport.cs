namespace Gateway.Admin.Operation;

/// <summary>How much is logged from now on.</summary>
/// <param name="Category">Of what.</param>
/// <param name="Level">This level and all above it.</param>
/// <param name="Seconds">For how long; null until the end of the process.</param>
internal sealed record LogLevelReport(string Category, string Level, double? Seconds);
