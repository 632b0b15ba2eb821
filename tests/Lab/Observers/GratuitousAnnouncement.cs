namespace Lab.Observers;

/// <summary>A gratuitous ARP frame or unsolicited neighbor advertisement for the virtual address.</summary>
/// <param name="At">When it was read, on <see cref="LabClock"/>.</param>
/// <param name="IsRequest">ARP in its request form; otherwise the reply form, or IPv6, which has but one.</param>
/// <param name="HardwareAddress">Where it says that the address lives, as <c>ip</c> writes it.</param>
/// <param name="EthernetSource">The source address of the frame, which switches learn from.</param>
internal readonly record struct GratuitousAnnouncement(
    TimeSpan At, bool IsRequest, string HardwareAddress, string EthernetSource);
