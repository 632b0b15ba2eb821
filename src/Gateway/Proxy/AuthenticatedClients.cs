using Gateway.Tls;

namespace Gateway.Proxy;

/// <summary>The connection came in by the rule of a host that looks at clients' certificates.</summary>
/// <param name="Authority">The rule.</param>
internal sealed record AuthenticatedClients(ClientAuthority Authority);
