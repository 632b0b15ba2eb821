namespace Lab.Observers;

/// <summary>One answer to the client.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Role">The machine that gave it.</param>
internal readonly record struct Answer(TimeSpan At, string Role);
