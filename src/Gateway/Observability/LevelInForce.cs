namespace Gateway.Observability;

/// <summary>How much is logged of a category, because somebody has said so.</summary>
/// <param name="Category">Of what.</param>
/// <param name="Level">This level and all above it.</param>
/// <param name="Until">When it ends; null with the process.</param>
/// <param name="Former">What is in force then; null when nothing was set before.</param>
internal sealed record LevelInForce(string Category, LogLevel Level, DateTimeOffset? Until, LogLevel? Former);
