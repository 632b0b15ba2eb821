namespace Gateway.Vrrp.Config;

/// <summary>What the names in an object of the file look like, where the file's author chooses them.</summary>
/// <param name="pattern">A regular expression that .NET and JSON schema read alike.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamesAttribute(string pattern) : Attribute
{
    /// <summary>The regular expression, anchored at both ends.</summary>
    public string Pattern { get; } = pattern;
}
