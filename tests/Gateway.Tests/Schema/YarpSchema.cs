using System.Reflection;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.SessionAffinity;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Tests.Schema;

/// <summary>The schema of YARP's section, from YARP's own types and their documentation, by the rules of
/// <see cref="YarpSectionReader"/>. Keys are written as YARP writes them; the reader takes any case.</summary>
internal static class YarpSchema
{
    private const string Guide = "https://learn.microsoft.com/aspnet/core/fundamentals/servers/yarp";

    private static readonly Dictionary<(Type Type, string Key), string[]> Words = new()
    {
        [(typeof(ClusterConfig), "LoadBalancingPolicy")] =
            [.. TextsOf(typeof(LoadBalancingPolicies)), .. BalancingPolicy.All],
        [(typeof(HealthCheckConfig), "AvailableDestinationsPolicy")] =
            TextsOf(typeof(HealthCheckConstants.AvailableDestinations)),
        [(typeof(ActiveHealthCheckConfig), "Policy")] =
            [.. HealthPolicy.Active, .. TextsOf(typeof(HealthCheckConstants.ActivePolicy))],
        [(typeof(PassiveHealthCheckConfig), "Policy")] =
            [HealthPolicy.ConsecutiveErrors, .. TextsOf(typeof(HealthCheckConstants.PassivePolicy))],
        [(typeof(SessionAffinityConfig), "Policy")] =
            [.. TextsOf(typeof(SessionAffinityConstants.Policies)).Where(policy => policy != "HashCookie")],
        [(typeof(SessionAffinityConfig), "FailurePolicy")] = TextsOf(typeof(SessionAffinityConstants.FailurePolicies)),
    };

    // Where YARP's own words are about policies of a program that has some.
    private static readonly Dictionary<(Type Type, string Key), string> Descriptions = new()
    {
        [(typeof(RouteConfig), "AuthorizationPolicy")] =
            "`Anonymous`, which is as without: `Auth.Basic.UsersFile` and `Auth.Forward.Url` of `Metadata` ask for a user.",
        [(typeof(RouteConfig), "CorsPolicy")] =
            "`Disable`: a preflight (OPTIONS with `Access-Control-Request-Method`) is answered here, with 204 and "
            + "without a permission. Without it preflights go to the upstream.",
        [(typeof(RouteConfig), "RateLimiterPolicy")] =
            "`Disable`: `Limits:RequestsPerSecond` is not for this route. `RequestsPerSecond` of `Metadata` is a rate of "
            + "its own. `Default` is as without.",
        [(typeof(RouteConfig), "TimeoutPolicy")] =
            "`Disable` or `Default`, which are as without: only `Timeout` gives requests a time, and excludes this.",
    };

    // Scalars in the words of JSON.
    private static readonly Dictionary<Type, (string Type, string? Pattern)> Scalars = new()
    {
        [typeof(string)] = ("string", null),
        [typeof(int)] = ("integer", null),
        [typeof(long)] = ("integer", null),
        [typeof(double)] = ("number", null),
        [typeof(bool)] = ("boolean", null),
        [typeof(TimeSpan)] = ("string", @"^([0-9]+\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{7})?$"),
        [typeof(Uri)] = ("string", "^[A-Za-z][A-Za-z0-9+.-]*:"),
        [typeof(Version)] = ("string", @"^(1\.0|1\.1|2(\.0)?|3(\.0)?)$"),
    };

    /// <summary>The section: routes and clusters by their ids.</summary>
    public static JsonObject OfSection() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["Routes"] = OfEntries(typeof(RouteConfig), "Which requests go to which cluster, by route id."),
            ["Clusters"] = OfEntries(typeof(ClusterConfig), "Groups of servers that do the same, by cluster id."),
        },
        ["additionalProperties"] = false,
    };

    private static JsonObject OfEntries(Type type, string description) => new()
    {
        ["description"] = $"{description} YARP's guide: {Guide}",
        ["type"] = "object",
        ["additionalProperties"] = OfObject(type),
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[^:]+$" },
    };

    private static JsonObject OfObject(Type type)
    {
        var properties = new JsonObject();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !YarpSectionReader.IsKey(property)))
        {
            properties[property.Name] = OfProperty(property);
        }

        return new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static JsonObject OfProperty(PropertyInfo property)
    {
        var schema = property.Name switch
        {
            "Metadata" => OfMetadata(property.DeclaringType!),
            "Transforms" => OfTransforms(),
            _ => OfValue(property.PropertyType),
        };
        if (Words.TryGetValue((property.DeclaringType!, property.Name), out var words))
        {
            schema["enum"] = Constraints.List(words);
        }

        if (YarpDefaults.Of(property) is { } value)
        {
            schema["default"] = value is bool flag ? JsonValue.Create(flag) : JsonValue.Create((string)value);
        }

        var own = Descriptions.GetValueOrDefault((property.DeclaringType!, property.Name));
        schema.Insert(0, "description", own ?? XmlDocs.Of(property));
        return schema;
    }

    private static JsonObject OfValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            var name = new JsonObject { ["type"] = "string", ["enum"] = Constraints.List(YarpScalar.NamesOf(type)) };
            return type == typeof(SslProtocols) ? new() { ["type"] = "array", ["items"] = name } : name;
        }

        if (YarpScalar.IsScalar(type))
        {
            var (word, pattern) = Scalars[type];
            var scalar = new JsonObject { ["type"] = word };
            return pattern is null ? scalar : new() { ["type"] = word, ["pattern"] = pattern };
        }

        return type switch
        {
            { IsGenericType: false } => OfObject(type),
            { GenericTypeArguments: [var item] } => new() { ["type"] = "array", ["items"] = OfValue(item) },
            _ => new() { ["type"] = "object", ["additionalProperties"] = OfValue(type.GenericTypeArguments[1]) },
        };
    }

    // Our keys, each a constant with its documentation; other metadata is the operator's own.
    private static JsonObject OfMetadata(Type owner)
    {
        var properties = new JsonObject();
        Type[] classes =
            [typeof(UpstreamHealth), typeof(UpstreamBalance), typeof(UpstreamConnections), typeof(RouteLimits)];
        foreach (var key in classes.SelectMany(type => type.GetFields()).Where(field => field.IsLiteral))
        {
            var name = (string)key.GetRawConstantValue()!;
            if (MetadataKeys.Of(owner).Contains(name))
            {
                properties[name] = new JsonObject { ["description"] = XmlDocs.Of(key), ["type"] = "string" };
            }
        }

        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = new JsonObject { ["type"] = "string" },
        };
    }

    private static JsonObject OfTransforms()
    {
        var properties = new JsonObject();
        foreach (var key in TransformKeys().Distinct().Order(StringComparer.Ordinal))
        {
            properties[key] = new JsonObject
            {
                ["description"] = $"See {key} among the transforms of YARP's guide: {Guide}/transforms",
                ["type"] = "string",
            };
        }

        var transform = new JsonObject
        {
            ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false,
        };
        return new() { ["type"] = "array", ["items"] = transform };
    }

    // YARP's factories keep the keys to themselves.
    private static IEnumerable<string> TransformKeys() =>
        typeof(ITransformFactory).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ITransformFactory)))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(string) && field.Name.EndsWith("Key", StringComparison.Ordinal))
            .Select(field => (string)field.GetValue(null)!);

    private static string[] TextsOf(Type type) =>
        [.. type.GetMembers(BindingFlags.Static | BindingFlags.Public).Select(member => member switch
        {
            FieldInfo field => (string)field.GetValue(null)!,
            PropertyInfo property => (string)property.GetValue(null)!,
            _ => "",
        }).Where(text => text.Length > 0)];
}
