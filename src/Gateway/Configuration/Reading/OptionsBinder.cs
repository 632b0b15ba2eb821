using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Reading;

/// <summary>Fills option classes from the file and reports every key and every value that does not fit. A key has one
/// spelling: another case is an error that names it, so that search, schema and documentation agree. Where a list of
/// strings is expected, one string stands for a list of one.</summary>
internal sealed class OptionsBinder(List<ConfigurationError> errors)
{
    private const string SecretSection = ":Authentication";

    private readonly HashSet<string> _spoiled = [];

    /// <summary>Paths that have an error already: what is missing there is not missing, it is misspelt or of the wrong
    /// type.</summary>
    public IReadOnlySet<string> Spoiled => _spoiled;

    /// <summary>Fills a new <typeparamref name="T"/>. What does not fit stays null.</summary>
    public T Bind<T>(ConfigNode root)
        where T : class, new() => (T)BindObject(typeof(T), root, "");

    private object? BindValue(Type type, ConfigNode node, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => Check(node, JsonValueKind.String, "a string", path) ? node.Text : null,
            _ when type == typeof(int) => BindNumber(node, path),
            _ when type == typeof(bool) => BindBoolean(node, path),
            _ when type == typeof(List<string>) => BindStrings(node, path),
            _ when type.IsAssignableTo(typeof(IList)) => BindList(type, node, path),
            _ when OptionForms.Has(type) => BindChoice(type, node, path),
            _ when !Check(node, JsonValueKind.Object, "an object", path) => null,
            _ when type == typeof(ConfigNode) => node,
            _ when type == typeof(JsonElement) => NodeJson.ToElement(node),
            _ when type.IsAssignableTo(typeof(IDictionary)) => BindDictionary(type, node, path),
            _ => BindObject(type, node, path),
        };
    }

    private object? BindProperty(PropertyInfo property, ConfigNode node, string path)
    {
        var pattern = property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern;
        if (pattern == OptionPattern.Duration && node.Kind == JsonValueKind.Number)
        {
            FailKind(node, DurationText.Expected, "; write it in quotes, with its unit.", path);
            return null;
        }

        return BindValue(property.PropertyType, node, path);
    }

    private object BindObject(Type type, ConfigNode node, string path)
    {
        var options = Activator.CreateInstance(type)!;
        var properties = type.GetProperties().ToDictionary(OptionKey.Of);
        foreach (var member in node.Members)
        {
            if (properties.TryGetValue(member.Name, out var property))
            {
                property.SetValue(options, BindProperty(property, member.Value, Join(path, member.Name)));
            }
            else
            {
                FailUnknown(member, path, properties);
            }
        }

        return options;
    }

    private object? BindChoice(Type type, ConfigNode node, string path)
    {
        foreach (var (form, value) in OptionForms.Of(type))
        {
            if (OptionForms.KindsOf(value).Any(kind => IsOf(node, kind)))
            {
                return BindValue(value, node, path) is { } bound ? form.Invoke([bound]) : null;
            }
        }

        var words = OptionForms.Of(type).SelectMany(form => OptionForms.KindsOf(form.Value)).Select(WordOf).ToArray();
        FailKind(node, $"{string.Join(", ", words[..^1])} or {words[^1]}", ".", path);
        return null;
    }

    private static string WordOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "an object",
    };

    // One value stands for a list of one.
    private IList BindList(Type type, ConfigNode node, string path)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        var items = node.Kind == JsonValueKind.Array ? [.. node.Items] : new[] { node };
        foreach (var (i, item) in items.Index())
        {
            var itemPath = node.Kind == JsonValueKind.Array
                ? Join(path, i.ToString(CultureInfo.InvariantCulture))
                : path;
            if (BindValue(type.GenericTypeArguments[0], item, itemPath) is { } value)
            {
                list.Add(value);
                if (value is IListItem listed)
                {
                    listed.IsListed = node.Kind == JsonValueKind.Array;
                }
            }
            else
            {
                _ = _spoiled.Add(path);
            }
        }

        return list;
    }

    private IDictionary BindDictionary(Type type, ConfigNode node, string path)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(type)!;
        var names = new Dictionary<string, ConfigMember>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Members)
        {
            if (!names.TryAdd(member.Name, member))
            {
                var first = names[member.Name];
                Fail(member.Position, Join(path, member.Name),
                    $"differs only in case from \"{first.Name}\" in line {first.Position.Line}; "
                    + "use another name.");
            }
            else if (BindValue(type.GenericTypeArguments[1], member.Value, Join(path, member.Name)) is { } value)
            {
                dictionary.Add(member.Name, value);
            }
        }

        return dictionary;
    }

    private List<string>? BindStrings(ConfigNode node, string path)
    {
        if (node.Kind == JsonValueKind.String)
        {
            return [node.Text];
        }

        if (!Check(node, JsonValueKind.Array, "a list of strings", path))
        {
            return null;
        }

        var strings = new List<string>();
        for (var i = 0; i < node.Items.Length; i++)
        {
            var itemPath = Join(path, i.ToString(CultureInfo.InvariantCulture));
            var isString = Check(node.Items[i], JsonValueKind.String, "a string", itemPath);
            // The place of a misfit stays taken, so that errors about later items name the right index.
            strings.Add(isString ? node.Items[i].Text : null!);
            _ = isString || _spoiled.Add(path);
        }

        return strings;
    }

    private int? BindNumber(ConfigNode node, string path)
    {
        if (!IsOf(node, JsonValueKind.Number) && !Check(node, JsonValueKind.Number, "a number", path))
        {
            return null;
        }

        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fail(node.Position, path, $"expected a whole number, found {Found(node, path)}.");
        return null;
    }

    private bool? BindBoolean(ConfigNode node, string path)
    {
        if (node.Kind is JsonValueKind.True or JsonValueKind.False || IsOf(node, JsonValueKind.True))
        {
            return node.IsLoose ? bool.Parse(node.Text) : node.Kind == JsonValueKind.True;
        }

        _ = Check(node, JsonValueKind.True, "true or false", path);
        return null;
    }

    private bool Check(ConfigNode node, JsonValueKind kind, string expected, string path)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        FailKind(node, expected, RemedyOf(node, kind), path);
        return false;
    }

    // For a list: of strings.
    private static string RemedyOf(ConfigNode node, JsonValueKind expected) => (node.Kind, expected) switch
    {
        (JsonValueKind.String, _) when IsQuoted(expected, node.Text) => "; remove the quotes.",
        (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
            JsonValueKind.String or JsonValueKind.Array) => "; write it in quotes.",
        (JsonValueKind.Array, JsonValueKind.String) => "; write one string, without the brackets.",
        (_, JsonValueKind.Array) => "; write one string, or [ \"...\", \"...\" ].",
        _ => ".",
    };

    // A text of the environment that reads as what is expected is just that.
    private static bool IsOf(ConfigNode node, JsonValueKind kind) => node.Kind == kind
        || (node is { IsLoose: true, Kind: JsonValueKind.String }
            && (kind == JsonValueKind.True ? bool.TryParse(node.Text, out _) : IsQuoted(kind, node.Text)));

    private void FailKind(ConfigNode node, string expected, string hint, string path)
    {
        hint = node.Kind == JsonValueKind.Null ? "; leave the key out to get the default." : hint;
        Fail(node.Position, path, $"expected {expected}, found {Found(node, path)}{hint}");
    }

    // A password in the wrong place is still one.
    private static string Found(ConfigNode node, string path) =>
        path.Contains(SecretSection, StringComparison.Ordinal) ? node.KindDescription : node.Description;

    private static bool IsQuoted(JsonValueKind kind, string text) => kind switch
    {
        JsonValueKind.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        JsonValueKind.True => text is "true" or "false",
        _ => false,
    };

    private void FailUnknown(ConfigMember member, string path, Dictionary<string, PropertyInfo> properties)
    {
        var known = properties.Keys;
        var sameButCase = known.FirstOrDefault(k => k.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
        var elsewhere = properties.FirstOrDefault(property => property.Value.GetCustomAttribute<ElsewhereAttribute>()
            ?.Names.Contains(member.Name, StringComparer.OrdinalIgnoreCase) == true).Key;
        if ((sameButCase ?? elsewhere ?? NearestName.Find(member.Name, known)) is { } nearest)
        {
            _ = _spoiled.Add(Join(path, nearest));
        }

        Fail(member.Position, Join(path, member.Name),
            sameButCase is not null ? $"unknown key; it is written \"{sameButCase}\"."
            : elsewhere is not null ? $"unknown key; use \"{elsewhere}\"."
            : $"unknown key; {NearestName.Hint(member.Name, known)}");
    }

    private void Fail(SourcePosition position, string path, string message)
    {
        _ = _spoiled.Add(path);
        errors.Add(new(position, path, message));
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
