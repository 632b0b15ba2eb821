namespace Gateway.Configuration.Routes;

/// <summary>Where clients are sent.</summary>
/// <param name="To">The target, with <c>{path}</c>, <c>{rest}</c>, <c>{query}</c> and <c>{host}</c> in it.</param>
/// <param name="Status">301, 302, 303, 307 or 308.</param>
/// <param name="IsOfSite">Whether a path has it from its site: the rest is all of the path then.</param>
internal sealed record RedirectConfig(string To, int Status, bool IsOfSite)
{
    /// <summary>Whether something of a path is to be kept without its front.</summary>
    public bool KeepsRest => To.Contains(RedirectTarget.Rest, StringComparison.Ordinal);
}
