using System.Collections.Immutable;

namespace Gateway.Vrrp.Config;

/// <summary>What reading a file with a secret came to.</summary>
/// <param name="Content">The bytes of the file.</param>
/// <param name="Problem">Why it cannot be used, with what to do, as the rest of a sentence that begins with the path;
/// null when it can.</param>
public readonly record struct SecretFile(ImmutableArray<byte> Content, string? Problem);
