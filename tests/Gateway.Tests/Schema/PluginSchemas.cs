using System.Collections;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Gateway.Plugins;
using Gateway.Vrrp.Config;
using Shared;

namespace Gateway.Tests.Schema;

/// <summary>The settings of the shipped plugins, by the rules of the plugins' own reader. Another plugin's settings are
/// any object.</summary>
internal static class PluginSchemas
{
    /// <summary>Adds to a dictionary of checks or actions what each shipped plugin's <c>Settings</c> are.</summary>
    /// <param name="section">The schema of <c>HealthChecks</c> or <c>Notify</c>.</param>
    /// <param name="contract">What plugins of the section implement.</param>
    public static void Add(JsonObject section, Type contract)
    {
        var entry = section["additionalProperties"]!.AsObject();
        var (names, rules) = (new List<string>(), new JsonArray());
        foreach (var plugin in Shipped().Where(plugin => plugin.IsAssignableTo(contract)))
        {
            names.Add(plugin.Assembly.GetName().Name!);
            rules.Add(RuleOf(names[^1], SettingsOf(plugin)));
        }

        // The first is what editors offer, the second is what is allowed.
        var name = entry["properties"]!["Plugin"]!.AsObject();
        _ = name.Remove("type");
        name["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = Constraints.List(names) }, new JsonObject { ["type"] = "string" });
        entry["allOf"] = rules;
    }

    private static IEnumerable<Type> Shipped() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "plugins"))
            .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
            .Where(name => File.Exists(Path.Combine(Repository.Root, "plugins", name, $"{name}.csproj")))
            .Select(name => Assembly.Load(name).GetExportedTypes()
                .Single(type => type.IsAssignableTo(typeof(IPlugin))));

    private static Type SettingsOf(Type plugin)
    {
        var type = plugin;
        while (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Plugin<>))
        {
            type = type.BaseType!;
        }

        return type.GenericTypeArguments[0];
    }

    private static JsonObject RuleOf(string plugin, Type settings)
    {
        var schema = OfObject(settings);
        var then = new JsonObject { ["properties"] = new JsonObject { ["Settings"] = schema } };
        if (schema.ContainsKey("required"))
        {
            then["required"] = new JsonArray("Settings");
        }

        return new()
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["Plugin"] = new JsonObject { ["const"] = plugin } },
                ["required"] = new JsonArray("Plugin"),
            },
            ["then"] = then,
        };
    }

    private static JsonObject OfObject(Type type)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        var defaults = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var schema = OfValue(property.PropertyType);
            schema.Insert(0, "description", XmlDocs.Of(property));
            if (property.IsDefined(typeof(RequiredMemberAttribute)))
            {
                required.Add(property.Name);
            }
            else if (DefaultOf(property.GetValue(defaults)) is { } value)
            {
                schema["default"] = value;
            }

            properties[property.Name] = schema;
        }

        var all = new JsonObject
        {
            ["type"] = "object", ["description"] = XmlDocs.Of(type), ["properties"] = properties,
        };
        if (required.Count > 0)
        {
            all["required"] = required;
        }

        all["additionalProperties"] = false;
        return all;
    }

    private static JsonObject OfValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            { IsEnum: true } => new() { ["type"] = "string", ["enum"] = Constraints.List(Enum.GetNames(type)) },
            _ when type == typeof(bool) => new() { ["type"] = "boolean" },
            _ when type == typeof(int) || type == typeof(long) || type == typeof(ushort) =>
                new() { ["type"] = "integer" },
            _ when type == typeof(double) || type == typeof(decimal) => new() { ["type"] = "number" },
            _ when type == typeof(TimeSpan) => new() { ["type"] = "string", ["pattern"] = OptionPattern.Duration },
            _ when type == typeof(Uri) => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z][A-Za-z0-9+.-]*:" },
            _ when type == typeof(string) || type == typeof(IPAddress) => new() { ["type"] = "string" },
            { GenericTypeArguments: [var item] } => new() { ["type"] = "array", ["items"] = OfValue(item) },
            { GenericTypeArguments: [_, var item] } =>
                new() { ["type"] = "object", ["additionalProperties"] = OfValue(item) },
            _ => OfObject(type),
        };
    }

    private static JsonNode? DefaultOf(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        int number => number,
        TimeSpan time => Duration(time),
        Enum name => name.ToString(),
        IDictionary { Count: 0 } => null,
        IEnumerable<string> texts => texts.Any() ? Constraints.List(texts) : null,
        ICollection { Count: 0 } => null,
        _ => value.ToString(),
    };

    private static string Duration(TimeSpan time) => Vrrp.Core.Duration.FromTimeSpan(time).ToString();
}
