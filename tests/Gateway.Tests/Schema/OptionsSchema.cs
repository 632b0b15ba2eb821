using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Reading;

namespace Gateway.Tests.Schema;

/// <summary>The schema of the option classes, by the rules of <see cref="OptionsBinder"/>: a key is a property, and no
/// other key is allowed.</summary>
internal static class OptionsSchema
{
    /// <summary>The schema of an option class.</summary>
    public static JsonObject OfObject(Type type)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var property in type.GetProperties())
        {
            var key = OptionKey.Of(property);
            properties[key] = OfProperty(property);
            if (Constraints.IsRequired(property))
            {
                required.Add(key);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject OfProperty(PropertyInfo property)
    {
        var schema = new JsonObject { ["description"] = XmlDocs.Of(property) };
        foreach (var (keyword, value) in OfValue(property.PropertyType, property).ToArray())
        {
            schema[keyword] = value?.DeepClone();
        }

        Constraints.AddDefault(schema, property);
        return schema;
    }

    private static JsonObject OfValue(Type type, ICustomAttributeProvider member)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => Constraints.OfText(member),
            _ when type == typeof(int) => Constraints.OfNumber(member),
            _ when type == typeof(bool) => new() { ["type"] = "boolean" },
            _ when type == typeof(List<string>) => OfList(member),
            _ when type.IsAssignableTo(typeof(IList)) => OfItems(OfValue(type.GenericTypeArguments[0], member)),
            _ when type == typeof(ConfigNode) => YarpSchema.OfSection(),
            _ when type == typeof(JsonElement) => new() { ["type"] = "object" },
            _ when OptionForms.Has(type) => OfForms(type),
            _ when type.IsAssignableTo(typeof(IDictionary)) => OfDictionary(type.GenericTypeArguments[1], member),
            _ => OfObject(type),
        };
    }

    // One text stands for a list of one.
    private static JsonObject OfList(ICustomAttributeProvider member) => new()
    {
        ["anyOf"] = new JsonArray(
            Constraints.OfText(member),
            new JsonObject { ["type"] = "array", ["items"] = Constraints.OfText(member) }),
    };

    // One item stands for a list of one.
    private static JsonObject OfItems(JsonObject item) => new()
    {
        ["anyOf"] = new JsonArray(
            [
                .. item["anyOf"] is JsonArray forms ? forms.Select(form => form!.DeepClone()) : [item.DeepClone()],
                new JsonObject { ["type"] = "array", ["items"] = item },
            ]),
    };

    private static JsonObject OfDictionary(Type item, ICustomAttributeProvider member)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = OfValue(item, member) };
        Constraints.AddNames(schema, member);
        return schema;
    }

    // A key with several forms: its class has a constructor for each.
    private static JsonObject OfForms(Type type) => new()
    {
        ["anyOf"] = new JsonArray([.. type.GetConstructors().Select(OfForm)]),
    };

    private static JsonObject OfForm(ConstructorInfo form)
    {
        var parameter = form.GetParameters()[0];
        return OfValue(parameter.ParameterType, parameter);
    }
}
