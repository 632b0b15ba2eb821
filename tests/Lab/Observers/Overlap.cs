namespace Lab.Observers;

/// <summary>A time during which more than one machine had the virtual address.</summary>
/// <param name="From">When the second machine got it.</param>
/// <param name="To">When only one was left; the time of asking while it lasts.</param>
/// <param name="Lasts">Whether it had not ended at the time of asking.</param>
internal readonly record struct Overlap(TimeSpan From, TimeSpan To, bool Lasts)
{
    /// <summary>How long it was.</summary>
    internal TimeSpan Length => To - From;
}
