namespace Gateway.Import;

/// <summary>One machine's keepalived.conf.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">The machine's name in <c>Nodes</c>; null to find one.</param>
/// <param name="Id">What <c>@id</c> in the file is compared with; null for the name.</param>
internal sealed record ImportSource(string File, string? Name = null, string? Id = null);
