using System.Reflection;
using System.Text.Json.Serialization;

namespace Gateway.Configuration.Reading;

/// <summary>What the property of an option class is called in the file.</summary>
internal static class OptionKey
{
    /// <summary>Its own name, unless it says otherwise.</summary>
    public static string Of(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name;
}
