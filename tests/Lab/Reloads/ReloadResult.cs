namespace Lab.Reloads;

/// <summary>What reloads of one program came to.</summary>
/// <param name="Reloads">How long each took, from the command to the first answer by the new configuration,
/// sorted.</param>
/// <param name="Calm">How long requests took while nothing changed, sorted.</param>
/// <param name="During">How long requests took that were sent from a command to half a second after the first answer by
/// the new configuration, sorted.</param>
/// <param name="Failed">Requests that failed.</param>
internal sealed record ReloadResult(TimeSpan[] Reloads, TimeSpan[] Calm, TimeSpan[] During, int Failed)
{
    /// <summary>The time that a share of all does not exceed; 0 where there are none.</summary>
    internal static TimeSpan Percentile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(share * (sorted.Length - 1))];
}
