using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Vrrp.Config;

namespace Gateway.Tests.Schema;

/// <summary>What the attributes of a property or parameter say in the words of JSON schema.</summary>
internal static class Constraints
{
    /// <summary>What a text must be.</summary>
    public static JsonObject OfText(ICustomAttributeProvider member)
    {
        var schema = new JsonObject { ["type"] = "string" };
        AddValues(schema, member);
        if (Find<EnumDataTypeAttribute>(member) is { } names)
        {
            schema["enum"] = List(Enum.GetNames(names.EnumType));
        }

        if (Find<RegularExpressionAttribute>(member) is { } pattern)
        {
            schema["pattern"] = pattern.Pattern;
        }

        return schema;
    }

    /// <summary>What a number must be.</summary>
    public static JsonObject OfNumber(ICustomAttributeProvider member)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        AddValues(schema, member);
        if (Find<RangeAttribute>(member) is { } range)
        {
            schema["minimum"] = (int)range.Minimum;
            schema["maximum"] = (int)range.Maximum;
        }

        return schema;
    }

    /// <summary>What the names of an object must be, if anything.</summary>
    public static void AddNames(JsonObject schema, ICustomAttributeProvider member)
    {
        if (Find<NamesAttribute>(member) is { } names)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = names.Pattern };
        }
    }

    /// <summary>The default of a property, if it is a constant.</summary>
    public static void AddDefault(JsonObject schema, ICustomAttributeProvider member)
    {
        if (Find<DefaultValueAttribute>(member) is { } value)
        {
            schema["default"] = JsonSerializer.SerializeToNode(value.Value);
        }
    }

    public static bool IsRequired(ICustomAttributeProvider member) => Find<RequiredAttribute>(member) is not null;

    public static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    private static void AddValues(JsonObject schema, ICustomAttributeProvider member)
    {
        if (Find<AllowedValuesAttribute>(member) is { } allowed)
        {
            schema["enum"] = JsonSerializer.SerializeToNode(allowed.Values);
        }
    }

    private static T? Find<T>(ICustomAttributeProvider member)
        where T : Attribute => member.GetCustomAttributes(typeof(T), inherit: false).Cast<T>().SingleOrDefault();
}
