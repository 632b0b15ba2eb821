namespace Gateway.Configuration.Routes;

/// <summary>Where clients are sent.</summary>
/// <param name="To">The target, with <c>{path}</c>, <c>{query}</c> and <c>{host}</c> in it.</param>
/// <param name="Status">301, 302, 303, 307 or 308.</param>
internal sealed record RedirectConfig(string To, int Status);
