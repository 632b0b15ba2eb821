using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>The names of instances over all files: what is one virtual router on the wire is one instance here,
/// whatever
/// each machine calls it.</summary>
internal sealed class InstanceNames
{
    private readonly Dictionary<Statement, string> _names = [];
    private readonly Dictionary<string, string> _ofFile = [];
    private readonly ConfigNames _made = new();

    // Original names and virtual router ids of the files before, each with the name here.
    private readonly Dictionary<string, string> _byName = [];
    private readonly Dictionary<string, string> _byId = [];

    /// <summary>Names the instances of one more file. A later one is matched by its name or, when no earlier file has
    /// that, by its virtual router id and family.</summary>
    public void AddFile(Statement root)
    {
        _ofFile.Clear();
        var blocks = root.All("vrrp_instance").Where(block => block.Value is not null).ToList();
        var known = _byName.Values.ToHashSet();
        var exact = blocks.Select(block => _byName.GetValueOrDefault(block.Value!)).OfType<string>().ToHashSet();
        foreach (var block in blocks.Where(block => !_ofFile.ContainsKey(block.Value!)))
        {
            var original = block.Value!;
            var sameId = _byId.GetValueOrDefault(IdOf(block));
            var name = _byName.GetValueOrDefault(original)
                ?? (sameId is not null && !exact.Contains(sameId) && !_ofFile.ContainsValue(sameId) ? sameId : null)
                ?? _made.For(original);
            _names[block] = name;
            _ofFile[original] = name;
        }

        foreach (var (block, name) in _names.Where(pair => !known.Contains(pair.Value)))
        {
            _ = _byName.TryAdd(block.Value!, name);
            _ = _byId.TryAdd(IdOf(block), name);
        }
    }

    /// <summary>The name of an instance here; null for a second one of the same name in a file.</summary>
    public string? Find(Statement block) => _names.GetValueOrDefault(block);

    /// <summary>The name here of an instance of the file that was added last.</summary>
    public string? Of(string original) => _ofFile.GetValueOrDefault(original);

    private static string IdOf(Statement block)
    {
        var id = block.Children.LastOrDefault(child => child.Keyword == "virtual_router_id")?.Value ?? "";
        var isIPv6 = block.All("virtual_ipaddress").SelectMany(list => list.Children)
            .FirstOrDefault()?.Keyword.Contains(':', StringComparison.Ordinal) ?? false;
        return $"{id} {isIPv6}";
    }
}
