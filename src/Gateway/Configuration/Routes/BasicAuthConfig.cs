namespace Gateway.Configuration.Routes;

/// <summary>Names and passwords that clients have to give (RFC 7617).</summary>
/// <param name="UsersFile">The file with the hashes, absolute.</param>
/// <param name="Realm">What the browser shows; null for the host.</param>
internal sealed record BasicAuthConfig(string UsersFile, string? Realm);
