using System.Collections;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Gateway.Configuration.Options;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Routes;

/// <summary>The extras of a route as <c>Metadata</c> holds them: keys with dots between, lists with commas. The option
/// types decide what there is, so that a site and a route of YARP's section have the same names.</summary>
internal static class RouteTexts
{
    private const string Any = "*";

    private static readonly ImmutableArray<string> All = [.. KeysOf(typeof(RouteExtrasOptions), "")];

    private static readonly ImmutableArray<string> Sections =
        [.. typeof(RouteExtrasOptions).GetProperties().Select(property => property.Name)];

    /// <summary>The extras of a site or a path as metadata.</summary>
    public static Dictionary<string, string> Of(RouteExtrasOptions options)
    {
        var texts = new Dictionary<string, string>();
        foreach (var property in typeof(RouteExtrasOptions).GetProperties())
        {
            Add(texts, property.Name, property.GetValue(options));
        }

        return texts;
    }

    /// <summary>Whether metadata has anything to do with extras.</summary>
    public static bool Concern(string key) => Sections.Contains(SectionOf(key), StringComparer.OrdinalIgnoreCase);

    /// <summary>The first word of a key: <c>Auth</c> of <c>Auth.Basic.Realm</c>.</summary>
    public static string SectionOf(string key) => key.Split('.')[0];

    /// <summary>Looks for keys that were meant to be ours. Other metadata is the operator's own.</summary>
    public static void CheckKeys(IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
    {
        foreach (var key in (metadata?.Keys ?? []).Where(key => !All.Any(known => Fits(known, key))))
        {
            if (Concern(key) || NearestName.Find(key, All) is not null)
            {
                fail(key, $"unknown key; {NearestName.Hint(key, All)}");
            }
        }
    }

    private static bool Fits(string known, string key) => known.EndsWith(Any, StringComparison.Ordinal)
        ? key.StartsWith(known[..^1], StringComparison.Ordinal) && key.Length >= known.Length
        : key == known;

    private static void Add(Dictionary<string, string> texts, string key, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                texts[key] = text;
                break;
            case bool flag:
                texts[key] = flag ? "true" : "false";
                break;
            case int number:
                texts[key] = number.ToString(CultureInfo.InvariantCulture);
                break;
            case IEnumerable<string> list:
                texts[key] = string.Join(", ", list);
                break;
            case Dictionary<string, string> entries:
                entries.ToList().ForEach(entry => texts[$"{key}.{entry.Key}"] = entry.Value);
                break;
            default:
                AddMembers(texts, key, value);
                break;
        }
    }

    // Of a key with several forms, the one that was used stands for the key itself.
    private static void AddMembers(Dictionary<string, string> texts, string key, object value)
    {
        var (isForm, before) = (OptionForms.Has(value.GetType()), texts.Count);
        foreach (var property in value.GetType().GetProperties())
        {
            var set = property.GetValue(value) ?? property.GetCustomAttribute<DefaultValueAttribute>()?.Value;
            Add(texts, isForm ? key : $"{key}.{property.Name}", set);
        }

        if (!isForm && texts.Count == before)
        {
            // An object without members says something, too.
            texts[key] = "";
        }
    }

    private static IEnumerable<string> KeysOf(Type type, string prefix) =>
        from property in type.GetProperties()
        from key in KeysOfValue(property.PropertyType, prefix + property.Name)
        select key;

    private static IEnumerable<string> KeysOfValue(Type type, string key)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(List<string>)
            ? [key]
            : type.IsAssignableTo(typeof(IDictionary)) ? [$"{key}.{Any}"]
            : OptionForms.Has(type) ? OptionForms.Of(type).SelectMany(form => KeysOfValue(form.Value, key)).Distinct()
            : KeysOf(type, key + ".");
    }
}
