using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Import.Reading;

namespace Gateway.Import.Drafts;

/// <summary>What one block of a keepalived.conf comes to: an object of the output, flat.</summary>
/// <param name="block">The block.</param>
/// <param name="root">The keys that lead to the object from the root of the output.</param>
internal sealed class Draft(Statement block, params ImmutableArray<string> root)
{
    private readonly List<Setting> _settings = [];

    /// <summary>The block.</summary>
    public Statement Block { get; } = block;

    /// <summary>The keys that lead to the object.</summary>
    public ImmutableArray<string> Root { get; } = root;

    /// <summary>The last of them.</summary>
    public string Name => Root[^1];

    /// <summary>Its values in the order in which they are written.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>The path of a key from the root of the output, with colons between.</summary>
    public string PathOf(params ReadOnlySpan<string> keys) => string.Join(':', (string[])[.. Root, .. keys]);

    /// <summary>Sets a value; an older one of the same key is replaced in its place.</summary>
    /// <returns>The path of the key from the root of the output.</returns>
    public string Set(Statement? source, JsonNode value, params ImmutableArray<string> keys)
    {
        var setting = new Setting(keys, value, source);
        var old = _settings.FindIndex(other => other.Path == setting.Path);
        if (old < 0)
        {
            _settings.Add(setting);
        }
        else
        {
            _settings[old] = setting;
        }

        return PathOf([.. keys]);
    }

    /// <summary>Sets a value that is written before all others.</summary>
    public void SetFirst(Statement? source, JsonNode value, string key) =>
        _settings.Insert(0, new([key], value, source));

    /// <summary>The value of a key; null when it has none.</summary>
    public Setting? Find(string path) => _settings.Find(setting => setting.Path == path);

    /// <summary>Takes a value out.</summary>
    public void Remove(string path) => _settings.RemoveAll(setting => setting.Path == path);
}
