using System.Globalization;
using System.Security.Authentication;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What YARP's parser takes as the text of a simple value.</summary>
internal static class YarpScalar
{
    private static readonly Dictionary<Type, (string Expected, Func<string, bool> Fits)> Types = new()
    {
        [typeof(string)] = ("a string", _ => true),
        [typeof(int)] = ("a whole number",
            s => int.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)),
        [typeof(long)] = ("a whole number",
            s => long.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)),
        [typeof(double)] = ("a number", s => double.TryParse(s, CultureInfo.InvariantCulture, out _)),
        [typeof(bool)] = ("true or false", s => bool.TryParse(s, out _)),
        [typeof(TimeSpan)] = ("a duration such as \"00:01:40\" (YARP's section knows no \"100s\")",
            s => TimeSpan.TryParseExact(s, "c", CultureInfo.InvariantCulture, out _)),
        [typeof(Uri)] = ("a URI such as \"http://10.0.0.5:3128\"", s => Uri.TryCreate(s, UriKind.Absolute, out _)),
        [typeof(Version)] = ("an HTTP version: \"1.0\", \"1.1\", \"2\" or \"3\"",
            s => Version.TryParse(s.Contains('.', StringComparison.Ordinal) ? s : s + ".0", out _)),
    };

    /// <summary>Whether values of the type are single texts.</summary>
    public static bool IsScalar(Type type) => type.IsEnum || Types.ContainsKey(type);

    /// <summary>Whether YARP's parser takes the text.</summary>
    public static bool Fits(Type type, string text) => type.IsEnum
        ? NamesOf(type).Contains(text, StringComparer.OrdinalIgnoreCase)
        : Types[type].Fits(text);

    /// <summary>What should have been there, in words.</summary>
    public static string Describe(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", NamesOf(type))}" : Types[type].Expected;

    /// <summary>The words of an enumeration. SSL 2 and 3 are names of the type only, no platform speaks them.</summary>
    public static string[] NamesOf(Type type) =>
        [.. Enum.GetNames(type)
            .Where(n => type != typeof(SslProtocols) || n.StartsWith("Tls", StringComparison.Ordinal))];
}
