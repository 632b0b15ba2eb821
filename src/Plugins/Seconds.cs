using System.Globalization;

namespace Gateway.Plugins;

/// <summary>A length of time as the log and the texts of results say it: <c>0.5 s</c>, <c>300 s</c>.</summary>
/// <param name="Span">The length, to a millisecond.</param>
internal readonly record struct Seconds(TimeSpan Span)
{
    /// <summary>So that a message takes a length as it is.</summary>
    public static implicit operator Seconds(TimeSpan span) => new(span);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Span.TotalSeconds:0.###} s");
}
