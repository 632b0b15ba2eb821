namespace Gateway.Configuration.Reading;

/// <summary>What other programs call a key: whoever writes that is told of ours.</summary>
/// <param name="names">In any case of letters.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ElsewhereAttribute(params string[] names) : Attribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => names;
}
