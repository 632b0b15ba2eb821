using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>Keys with several forms, such as <c>true</c> or a string: their class has a constructor for each, and none
/// without parameter.</summary>
internal static class OptionForms
{
    /// <summary>Whether the type is that of a key with several forms.</summary>
    public static bool Has(Type type) => type.IsClass && type != typeof(string)
        && !type.IsAssignableTo(typeof(IEnumerable)) && type.GetConstructor(Type.EmptyTypes) is null
        && type.GetConstructors().Length > 0;

    /// <summary>All forms, in their order.</summary>
    public static IEnumerable<(ConstructorInfo Form, Type Value)> Of(Type type) =>
        type.GetConstructors().Select(form => (form, form.GetParameters()[0].ParameterType));

    /// <summary>What kinds of JSON a form of this type is written as.</summary>
    public static JsonValueKind[] KindsOf(Type value) =>
        value == typeof(bool) ? [JsonValueKind.True, JsonValueKind.False]
        : value == typeof(string) ? [JsonValueKind.String]
        : value == typeof(int) ? [JsonValueKind.Number]
        : [JsonValueKind.Object];
}
