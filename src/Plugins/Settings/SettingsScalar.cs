using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;

namespace Gateway.Plugins.Settings;

/// <summary>Values written as one word or number. Numbers and booleans may stand in quotes, as an override by an
/// environment variable leaves them.</summary>
internal static class SettingsScalar
{
    private static readonly Dictionary<Type, (string Expected, Func<string, object?> Read)> Readers = new()
    {
        [typeof(string)] = ("a text", text => text),
        [typeof(bool)] = ("true or false", text => bool.TryParse(text, out var flag) ? flag : null),
        [typeof(TimeSpan)] = (DurationText.Expected,
            text => DurationText.TryParse(text, out var duration) ? duration : null),
        [typeof(Uri)] = ("an absolute address such as \"https://example.com/\"",
            text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null),
        [typeof(IPAddress)] = ("an IP address", text => IPAddress.TryParse(text, out var address) ? address : null),
        [typeof(int)] = Number<int>("a whole number"),
        [typeof(long)] = Number<long>("a whole number"),
        [typeof(ushort)] = Number<ushort>("a whole number from 0 to 65535"),
        [typeof(double)] = Number<double>("a number"),
        [typeof(decimal)] = Number<decimal>("a number"),
    };

    /// <summary>The types known, enums apart.</summary>
    public static IEnumerable<Type> Types => Readers.Keys;

    /// <summary>Whether a value of this type is one word or number.</summary>
    public static bool Knows(Type type) => Bare(type) is var bare && (bare.IsEnum || Readers.ContainsKey(bare));

    /// <summary>Reads a value of a known type.</summary>
    /// <returns>False when the element is not <paramref name="expected"/>.</returns>
    public static bool TryRead(
        JsonElement element, Type type, [NotNullWhen(true)] out object? value, out string expected)
    {
        var bare = Bare(type);
        var text = TextOf(element, bare);
        if (bare.IsEnum)
        {
            expected = $"one of {string.Join(", ", Enum.GetNames(bare))}";
            value = text is not null && IsName(bare, text) ? Enum.Parse(bare, text, ignoreCase: true) : null;
            return value is not null;
        }

        (expected, var read) = Readers[bare];
        value = text is null ? null : read(text);
        return value is not null;
    }

    private static bool IsName(Type type, string text) =>
        Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>A text is written in quotes; everything else may be.</summary>
    private static string? TextOf(JsonElement element, Type type) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        _ when type == typeof(string) => null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static (string Expected, Func<string, object?> Read) Number<T>(string expected)
        where T : struct, INumber<T> =>
        (expected, text => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : null);
}
