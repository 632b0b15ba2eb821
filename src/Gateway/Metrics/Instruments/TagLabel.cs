namespace Gateway.Metrics.Instruments;

/// <summary>Where a label has its value from.</summary>
/// <param name="Tag">The name of the measurement's tag.</param>
/// <param name="Read">Makes a value of it that has few different ones.</param>
internal sealed record TagLabel(string Tag, Func<object?, string> Read)
{
    /// <summary>A tag that is a text; empty when the measurement has none.</summary>
    public static TagLabel Text(string tag) => new(tag, value => value as string ?? "");
}
