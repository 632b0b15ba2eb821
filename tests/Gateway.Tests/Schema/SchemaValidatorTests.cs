using System.Text.Json.Nodes;

namespace Gateway.Tests.Schema;

/// <summary>The judge is judged: each keyword takes what it should and refuses what it should.</summary>
public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{ "type": "string" }""", "\"a\"", "1")]
    [InlineData("""{ "type": "integer" }""", "1", "1.5")]
    [InlineData("""{ "type": "integer" }""", "-1", "\"1\"")]
    [InlineData("""{ "type": "number" }""", "1.5", "true")]
    [InlineData("""{ "type": "boolean" }""", "false", "null")]
    [InlineData("""{ "type": "object" }""", "{}", "[]")]
    [InlineData("""{ "type": "array" }""", "[]", "{}")]
    [InlineData("""{ "enum": [ "a", 2 ] }""", "2", "\"2\"")]
    [InlineData("""{ "const": "a" }""", "\"a\"", "\"b\"")]
    [InlineData("""{ "pattern": "^a+$" }""", "\"aa\"", "\"ab\"")]
    [InlineData("""{ "minimum": 1 }""", "1", "0")]
    [InlineData("""{ "maximum": 255 }""", "255", "256")]
    [InlineData("""{ "required": [ "a" ] }""", """{ "a": null }""", "{}")]
    [InlineData("""{ "properties": { "a": { "type": "string" } } }""", """{ "a": "", "b": 1 }""", """{ "a": 1 }""")]
    [InlineData("""{ "properties": { "a": {} }, "additionalProperties": false }""", """{ "a": 1 }""", """{ "A": 1 }""")]
    [InlineData("""{ "additionalProperties": { "type": "string" } }""", """{ "a": "" }""", """{ "a": 1 }""")]
    [InlineData("""{ "propertyNames": { "pattern": "^a" } }""", """{ "ab": 1 }""", """{ "b": 1 }""")]
    [InlineData("""{ "items": { "type": "string" } }""", "[ \"a\" ]", "[ \"a\", 1 ]")]
    [InlineData("""{ "anyOf": [ { "type": "string" }, { "type": "boolean" } ] }""", "true", "1")]
    [InlineData("""{ "allOf": [ { "minimum": 1 }, { "maximum": 3 } ] }""", "2", "4")]
    [InlineData("""{ "if": { "minimum": 5 }, "then": { "maximum": 9 } }""", "1", "10")]
    public void A_keyword_takes_and_refuses(string schema, string good, string bad)
    {
        var rules = JsonNode.Parse(schema)!.AsObject();

        Assert.Empty(SchemaValidator.Validate(rules, JsonNode.Parse(good)));
        Assert.NotEmpty(SchemaValidator.Validate(rules, JsonNode.Parse(bad)));
    }

    [Theory]
    [InlineData("""{ "minItems": 1 }""")]
    [InlineData("""{ "type": "text" }""")]
    public void A_keyword_or_type_that_it_does_not_know_is_no_success(string schema) =>
        Assert.Throws<NotSupportedException>(() => SchemaValidator.Validate(JsonNode.Parse(schema)!.AsObject(), "a"));
}
