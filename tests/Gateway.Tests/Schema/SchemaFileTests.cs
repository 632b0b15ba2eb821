using System.ComponentModel;
using System.Text.Json.Nodes;
using Gateway.Configuration.Options;
using Gateway.Configuration.Reading;

namespace Gateway.Tests.Schema;

/// <summary>The file for editors is what the option types say. After a change that is meant, run the tests once with
/// GATEWAY_REWRITE=1 in the environment and read the difference.</summary>
public sealed class SchemaFileTests
{
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1";

    // What tells what happens when a key is left out.
    private static readonly string[] Words = ["efault", "Required", "unless it is said"];

    [Fact]
    public void The_file_is_what_the_option_types_say()
    {
        var expected = GatewaySchema.Write(GatewaySchema.Generate());
        if (IsRewriting)
        {
            File.WriteAllText(GatewaySchema.File, expected);
        }

        Assert.Equal(expected, File.ReadAllText(GatewaySchema.File));
    }

    [Fact]
    public void Every_key_is_described()
    {
        var silent = Keys(GatewaySchema.Generate(), "")
            .Where(key => string.IsNullOrWhiteSpace((string?)key.Schema["description"]))
            .Select(key => key.Path);

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_key_of_ours_says_its_default_or_that_it_is_required()
    {
        var silent = Options(typeof(GatewayOptions))
            .Where(property => OptionKey.Of(property) is not ("$schema" or "Plugins"))
            .Where(property => !Words.Any(word => XmlDocs.Of(property)!.Contains(word, StringComparison.Ordinal)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.Empty(silent);
    }

    /// <summary>The default is said twice, to people and to programs.</summary>
    [Fact]
    public void A_default_is_the_same_in_the_description_and_in_the_attribute()
    {
        var wrong = Options(typeof(GatewayOptions))
            .Select(property => (property, Value: property.GetCustomAttributes(typeof(DefaultValueAttribute), false)
                .Cast<DefaultValueAttribute>().SingleOrDefault()?.Value))
            .Where(pair => pair.Value is not null)
            .Where(pair => !Says(XmlDocs.Of(pair.property)!, pair.Value!))
            .Select(pair => $"{pair.property.DeclaringType!.Name}.{pair.property.Name}");

        Assert.Empty(wrong);
    }

    private static bool Says(string text, object value) => value is string[] words
        ? words.All(word => text.Contains($"`{word}`", StringComparison.Ordinal))
        : text.Replace("`", "", StringComparison.Ordinal).Contains(
            $"efaults to {(value is bool ? value.ToString()!.ToLowerInvariant() : value)}.", StringComparison.Ordinal);

    // All properties of the option classes.
    private static IEnumerable<System.Reflection.PropertyInfo> Options(Type type) =>
        type.GetProperties().Where(property => property.CanWrite)
            .SelectMany(property => OptionsOf(property.PropertyType).Prepend(property));

    // Of a key with several forms, those of its forms.
    private static IEnumerable<System.Reflection.PropertyInfo> OptionsOf(Type value)
    {
        var inner = value.IsGenericType ? value.GenericTypeArguments[^1] : value;
        return OptionForms.Has(inner) ? OptionForms.Of(inner).SelectMany(form => OptionsOf(form.Value))
            : inner.Name.EndsWith("Options", StringComparison.Ordinal) ? Options(inner)
            : [];
    }

    private static IEnumerable<(string Path, JsonObject Schema)> Keys(JsonNode? node, string path) => node switch
    {
        JsonObject schema => schema.SelectMany(keyword => keyword.Key == "properties"
            ? keyword.Value!.AsObject()
                .Where(key => key.Value!.AsObject().ContainsKey("description") || !IsRule(schema))
                .SelectMany(key => Keys(key.Value, $"{path}:{key.Key}")
                    .Prepend(($"{path}:{key.Key}", key.Value!.AsObject())))
            : Keys(keyword.Value, path)),
        JsonArray list => list.SelectMany(item => Keys(item, path)),
        _ => [],
    };

    // "if" names keys only to ask for them.
    private static bool IsRule(JsonObject schema) => schema["properties"]!["Plugin"]?["const"] is not null;
}
