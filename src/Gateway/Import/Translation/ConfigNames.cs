using Gateway.Vrrp.Config;

namespace Gateway.Import.Translation;

/// <summary>Makes names that our configuration takes out of those that keepalived takes, which may have any
/// sign.</summary>
internal sealed class ConfigNames
{
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The name for an original one: itself if it can be, otherwise with another sign for each that cannot;
    /// the
    /// same each time it is asked for.</summary>
    /// <param name="original">The original name.</param>
    /// <param name="kind">What it names: names of one kind may be those of another.</param>
    public string For(string original, string kind = "")
    {
        var key = $"{kind} {original}";
        if (!_names.TryGetValue(key, out var name))
        {
            var taken = _names.Values.ToHashSet();
            name = Unlike(Make(original), taken);
            _names[key] = name;
        }

        return name;
    }

    /// <summary>Takes names that nothing may have.</summary>
    public void Reserve(string name) => _names[$"\0{name}"] = name;

    private static string Make(string original)
    {
        var letters = original.Take(ConfigName.MaxLength - 4)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-')
            .ToArray();
        var name = new string(letters).TrimStart('.', '_', '-');
        return ConfigName.IsValid(original) ? original : name.Length > 0 ? name : "unnamed";
    }

    private static string Unlike(string name, HashSet<string> taken)
    {
        var unlike = name;
        for (var i = 2; taken.Contains(unlike); i++)
        {
            unlike = FormattableString.Invariant($"{name[..Math.Min(name.Length, ConfigName.MaxLength - 6)]}-{i}");
        }

        return unlike;
    }
}
