using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>One node that may be Master of a virtual router.</summary>
/// <param name="Node">Its key in <c>Nodes</c>.</param>
/// <param name="Priority">Its configured priority in this virtual router, 1 to 255.</param>
/// <param name="Source">The address that its advertisements come from; <c>default</c> when the file names none.</param>
/// <param name="Path">The key that says the priority: that of the node, or one of the instance's own.</param>
public sealed record Contender(string Node, byte Priority, IpAddr Source, string Path);
