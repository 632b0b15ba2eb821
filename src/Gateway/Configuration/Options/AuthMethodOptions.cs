namespace Gateway.Configuration.Options;

/// <summary>How a client says who he is, as written: one of the two.</summary>
internal sealed class AuthMethodOptions
{
    /// <summary>By name and password (RFC 7617). Defaults to not asked for.</summary>
    public BasicAuthOptions? Basic { get; set; }

    /// <summary>To a server that decides, such as Authelia or Authentik. Defaults to none.</summary>
    public ForwardAuthOptions? Forward { get; set; }
}
