using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace Gateway.Tests.Configuration.Showing;

/// <summary>Everything that a configuration holds, as text: records compare their lists by reference.</summary>
internal static class ConfigDump
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string or IPEndPoint or IPAddress or TimeSpan => $"{value}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Of))}]",
        _ when value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true || value is Enum =>
            Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => $"{{ {string.Join(", ", Properties(value))} }}",
    };

    private static IEnumerable<string> Properties(object value) =>
        value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name != "Template")
            .Select(property => $"{property.Name}: {Of(property.GetValue(value))}");
}
