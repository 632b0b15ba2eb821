namespace Gateway.Configuration;

/// <summary>One of the other hosts of a site, both in the form in which hosts are compared.</summary>
/// <param name="Alias">The host.</param>
/// <param name="Site">The host that the site is named by.</param>
internal sealed record HostAlias(string Alias, string Site);
