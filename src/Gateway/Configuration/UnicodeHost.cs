using System.Globalization;

namespace Gateway.Configuration;

/// <summary>The one form of host names that have characters beyond ASCII: <c>bücher.example</c>, of which
/// <c>xn--bcher-kva.example</c> is how it travels (RFC 5891 section 4). ASP.NET Core and .NET's TLS show hosts so, too.
/// </summary>
internal static class UnicodeHost
{
    private const string Prefix = "xn--";

    private static readonly IdnMapping s_mapping = new();

    /// <summary>Brings a name into that form; leaves it as it is when it is already, or is no such name.</summary>
    /// <param name="name">A name, with or without a wildcard.</param>
    public static string Of(string name)
    {
        if (!name.Contains(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        try
        {
            return s_mapping.GetUnicode(name);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
