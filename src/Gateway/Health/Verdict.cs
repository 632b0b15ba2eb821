using System.Collections.Immutable;

namespace Gateway.Health;

/// <summary>What this process says of itself to who asks from outside.</summary>
/// <param name="Parts">What it comes from.</param>
internal sealed record Verdict(ImmutableArray<VerdictPart> Parts)
{
    /// <summary>Whether all is well.</summary>
    public bool IsGood => Parts.All(part => part.Wrong is null);

    /// <summary>One line a part: <c>[+] proxy: ok</c>, <c>[-] proxy: WHY</c>, then <c>ok</c> or <c>failed</c>. In short
    /// only what is wrong, and <c>ok</c> when nothing is.</summary>
    public string ToText(bool verbose)
    {
        var told = Parts.Where(part => verbose || part.Wrong is not null)
            .Select(part => $"[{(part.Wrong is null ? '+' : '-')}] {part.Name}: {part.Wrong ?? "ok"}\n");
        return string.Concat(told) + (IsGood ? "ok\n" : "failed\n");
    }
}
