using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Import.Reading;

namespace Gateway.Import.Drafts;

/// <summary>A value of the output, with the keyword that it comes from.</summary>
/// <param name="Keys">The keys that lead to it from its draft.</param>
/// <param name="Value">A string, number, boolean or list of strings.</param>
/// <param name="Source">The keyword; null for a default.</param>
internal sealed record Setting(ImmutableArray<string> Keys, JsonNode Value, Statement? Source)
{
    /// <summary>The keys with colons between.</summary>
    public string Path => string.Join(':', Keys);
}
