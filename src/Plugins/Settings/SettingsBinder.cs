using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Gateway.Plugins.Settings;

/// <summary>Reads JSON into a settings class and collects everything that does not fit.</summary>
/// <remarks>Why not <see cref="JsonSerializer"/> for the whole: it ends at the first problem, and it keeps the types it
/// has met in static caches, so that a plugin whose settings it had read could not be unloaded.</remarks>
internal sealed class SettingsBinder
{
    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "Key", "Header"];

    private readonly ImmutableArray<SettingsProblem>.Builder _problems =
        ImmutableArray.CreateBuilder<SettingsProblem>();
    private readonly NullabilityInfoContext _nullability = new();
    private readonly HashSet<string> _meant = [];

    /// <summary>What was wrong so far.</summary>
    public ImmutableArray<SettingsProblem> Problems => _problems.ToImmutable();

    /// <summary>Reads the root.</summary>
    /// <returns>The settings; not to be used when there are problems.</returns>
    public object? Bind(JsonElement element, Type type) => Read(element, type, "");

    private object? Read(JsonElement element, Type type, string path)
    {
        var shape = SettingsShape.Of(type);
        return shape.Kind switch
        {
            SettingsKind.Object => ReadObject(element, type, path),
            SettingsKind.Array => ReadList(element, shape.Item!, path),
            SettingsKind.List when ReadList(element, shape.Item!, path) is { } items => ListOf(shape.Item!, items),
            SettingsKind.List => null,
            SettingsKind.Dictionary => ReadDictionary(element, shape.Item!, path),
            _ => ReadScalar(element, type, path),
        };
    }

    private object? ReadScalar(JsonElement element, Type type, string path)
    {
        if (!SettingsScalar.TryRead(element, type, out var value, out var expected))
        {
            Add(path, $"must be {expected}, not {Shown(element, path)}");
        }

        return value;
    }

    private object? ReadObject(JsonElement element, Type type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(path, $"must be an object in {{ }}, not {Shown(element, path)}");
            return null;
        }

        var settings = Activator.CreateInstance(type)!;
        var properties = type.GetProperties().Where(property => property.CanWrite).ToArray();
        RefuseUnknownKeys(element, properties, path);
        foreach (var property in properties)
        {
            ReadProperty(element, settings, property, Join(path, property.Name));
        }

        return settings;
    }

    private void ReadProperty(JsonElement element, object settings, PropertyInfo property, string path)
    {
        JsonElement[] values =
            [.. element.EnumerateObject().Where(key => Same(key.Name, property.Name)).Select(key => key.Value)];
        if (values.Length > 1)
        {
            Add(path, "is there more than once; remove one");
        }
        else if (values.Length == 0)
        {
            // What is misspelt is not missing.
            if (property.IsDefined(typeof(RequiredMemberAttribute)) && !_meant.Contains(path))
            {
                Add(path, "is missing, and has no default");
            }
        }
        else if (values[0].ValueKind != JsonValueKind.Null)
        {
            SetIfGood(settings, property, Read(values[0], property.PropertyType, path));
        }
        else if (_nullability.Create(property).WriteState == NullabilityState.Nullable)
        {
            property.SetValue(settings, null);
        }
        else
        {
            Add(path, "must not be null; leave the key out to get its default");
        }
    }

    private void SetIfGood(object settings, PropertyInfo property, object? value)
    {
        if (value is not null && _problems.Count == 0)
        {
            property.SetValue(settings, value);
        }
    }

    private void RefuseUnknownKeys(JsonElement element, PropertyInfo[] properties, string path)
    {
        foreach (var key in element.EnumerateObject().Where(key => !properties.Any(p => Same(p.Name, key.Name))))
        {
            var names = properties.Select(p => p.Name).ToArray();
            if (NearestName.Of(key.Name, names) is { } nearest)
            {
                _ = _meant.Add(Join(path, nearest));
            }

            Add(Join(path, key.Name), $"unknown setting{NearestName.Hint(key.Name, names)}");
        }
    }

    private static object? ListOf(Type item, Array items) =>
        Activator.CreateInstance(typeof(List<>).MakeGenericType(item), items);

    private Array? ReadList(JsonElement element, Type item, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Add(path, $"must be a list in [ ], not {Shown(element, path)}");
            return null;
        }

        var list = Array.CreateInstance(item, element.GetArrayLength());
        for (var i = 0; i < list.Length; i++)
        {
            list.SetValue(Read(element[i], item, Join(path, $"{i}")), i);
        }

        return list;
    }

    private object? ReadDictionary(JsonElement element, Type item, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(path, $"must be an object in {{ }}, not {Shown(element, path)}");
            return null;
        }

        var type = typeof(Dictionary<,>).MakeGenericType(typeof(string), item);
        var dictionary = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var key in element.EnumerateObject())
        {
            if (Read(key.Value, item, Join(path, key.Name)) is { } value)
            {
                dictionary[key.Name] = value;
            }
        }

        return dictionary;
    }

    private void Add(string path, string message) => _problems.Add(new SettingsProblem(path, message));

    private static bool Same(string key, string property) => key.Equals(property, StringComparison.OrdinalIgnoreCase);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    private static string Shown(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String when IsSecret(path) => "a text",
        JsonValueKind.Number when IsSecret(path) => "a number",
        _ => element.GetRawText(),
    };

    // Problems are logged. What such a name has may be a secret, also where it is of the wrong kind.
    private static bool IsSecret(string path) =>
        Array.Exists(SecretWords, word => path.Contains(word, StringComparison.OrdinalIgnoreCase));
}
