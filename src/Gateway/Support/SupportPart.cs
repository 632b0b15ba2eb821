namespace Gateway.Support;

/// <summary>A file of the archive, or why it is not there.</summary>
/// <param name="Name">Its name in the archive: <c>status.json</c>, <c>network/routes.txt</c>.</param>
/// <param name="What">What it says, in a few words.</param>
/// <param name="Text">What is in it, without secrets; null when it cannot be had.</param>
/// <param name="Missing">Why it cannot be had, a sentence; null when it is there.</param>
internal sealed record SupportPart(string Name, string What, string? Text, string? Missing)
{
    /// <summary>A part that is there.</summary>
    public static SupportPart Of(string name, string what, string text) => new(name, what, text, null);

    /// <summary>A part that cannot be had.</summary>
    public static SupportPart Without(string name, string what, string why) => new(name, what, null, why);
}
