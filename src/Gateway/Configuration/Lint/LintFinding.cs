using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Lint;

/// <summary>Something in a valid configuration that is probably not meant.</summary>
/// <param name="Id">The rule; <c>config/lint</c> has a page of that name.</param>
/// <param name="Position">Where to look.</param>
/// <param name="Path">Keys from the root with colons between.</param>
/// <param name="Message">What will happen, and what to do instead: a sentence.</param>
internal sealed record LintFinding(string Id, SourcePosition Position, string Path, string Message)
{
    /// <summary>One line: <c>appsettings.json:12:27: warning [sample-id] Vrrp:Instances:lan4: ...</c></summary>
    public override string ToString() => $"{Position}: warning [{Id}] {Path}: {Message}";
}
