using System.Collections.Immutable;

namespace Gateway.Vrrp.Config;

/// <summary>Virtual routers that move as one: all of them Master, or none.</summary>
/// <param name="Name">The name of the group in the file.</param>
/// <param name="Members">Indices into <see cref="VrrpConfig.VirtualRouters"/>, two or more. A virtual router is in one
/// group at most.</param>
public sealed record SyncGroupConfig(string Name, ImmutableArray<int> Members);
