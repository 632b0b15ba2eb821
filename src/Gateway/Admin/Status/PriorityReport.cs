using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A priority as a sum.</summary>
/// <param name="Effective">What is advertised as Master, 1 to 255; 1 while it drains.</param>
/// <param name="Base">What the configuration says.</param>
/// <param name="Parts">What each tracker adds.</param>
/// <param name="Text">The sum for people: <c>150 - 60 (proxy) = 90</c>.</param>
internal sealed record PriorityReport(
    int Effective,
    int Base,
    ImmutableArray<PriorityPartReport> Parts,
    string Text);
