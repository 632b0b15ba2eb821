namespace Lab.Observers;

/// <summary>A machine's kernel added or removed the virtual address.</summary>
/// <param name="At">When the notification was read, on <see cref="LabClock"/>.</param>
/// <param name="Role">The machine.</param>
/// <param name="Held">Whether it has the address from here on.</param>
internal readonly record struct OwnershipEvent(TimeSpan At, string Role, bool Held);
