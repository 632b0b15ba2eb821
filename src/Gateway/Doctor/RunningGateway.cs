using Gateway.Admin.Status;

namespace Gateway.Doctor;

/// <summary>What the gateway that runs on the machine says of itself, which knows some of it better than who looks from
/// outside.</summary>
/// <param name="Status">Its answer; null when it was not asked, or nobody answers.</param>
/// <param name="Sentence">Who was asked, or why nobody was.</param>
internal sealed record RunningGateway(StatusReport? Status, string Sentence)
{
    /// <summary>It was not asked.</summary>
    public static RunningGateway Unasked { get; } = new(null, "No running gateway was asked.");

    /// <summary>What it says of a virtual router; null when it says nothing.</summary>
    public InstanceReport? Find(string instance) => Status?.Instances.FirstOrDefault(one => one.Name == instance);
}
