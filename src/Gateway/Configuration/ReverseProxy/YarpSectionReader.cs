using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Authentication;
using System.Text.Json;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Reads YARP's section strictly. YARP itself ignores what it does not know ("Host" for "Hosts" makes a route
/// match everything); here the shape of YARP's own types decides what a key may be and what a value must look like. As
/// in every .NET host, keys of this section may be in any case, and null means "not set".</summary>
internal sealed class YarpSectionReader
{
    private const string Root = "ReverseProxy";

    private readonly List<ConfigurationError> _errors;
    private readonly List<KeyValuePair<string, string?>> _values = [];
    private readonly List<string> _spoiled = [];

    private YarpSectionReader(List<ConfigurationError> errors) => _errors = errors;

    /// <summary>Reads the section.</summary>
    /// <param name="section">The object; null when the file has none.</param>
    /// <param name="errors">Takes all errors.</param>
    public static YarpSection Read(ConfigNode? section, List<ConfigurationError> errors)
    {
        if (section is null)
        {
            return YarpSection.Empty;
        }

        var reader = new YarpSectionReader(errors);
        var (routes, clusters) = (ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);
        foreach (var member in reader.DistinctMembers(section, ""))
        {
            switch (member.Name.ToUpperInvariant())
            {
                case "ROUTES":
                    routes = reader.ReadEntries(member.Value, "Routes", typeof(RouteConfig));
                    break;
                case "CLUSTERS":
                    clusters = reader.ReadEntries(member.Value, "Clusters", typeof(ClusterConfig));
                    break;
                default:
                    reader.FailUnknown(member, "", ["Routes", "Clusters"]);
                    break;
            }
        }

        return new()
        {
            Values = [.. reader._values],
            RouteIds = routes,
            ClusterIds = clusters,
            Spoiled = [.. reader._spoiled],
        };
    }

    /// <summary>The id of a route or a cluster is its name in the file, not a key of its own.</summary>
    public static bool IsKey(PropertyInfo property) =>
        (property.DeclaringType, property.Name) is (var type, var name)
        && ((type == typeof(RouteConfig) && name == nameof(RouteConfig.RouteId))
            || (type == typeof(ClusterConfig) && name == nameof(ClusterConfig.ClusterId)));

    private ImmutableArray<string> ReadEntries(ConfigNode node, string path, Type type)
    {
        if (!IsSet(node) || !Check(node, JsonValueKind.Object, "an object", path))
        {
            return [];
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var member in DistinctMembers(node, path))
        {
            ids.Add(member.Name);
            ReadNamed(type, member, path);
        }

        return ids.ToImmutable();
    }

    private void ReadValue(Type type, ConfigNode node, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!IsSet(node))
        {
            return;
        }

        if (type == typeof(SslProtocols))
        {
            ReadList(type, node, path);
        }
        else if (YarpScalar.IsScalar(type))
        {
            ReadScalar(type, node, path);
        }
        else if (!type.IsGenericType)
        {
            ReadObject(type, node, path);
        }
        else if (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            ReadList(type.GenericTypeArguments[0], node, path);
        }
        else
        {
            ReadDictionary(type.GenericTypeArguments[1], node, path);
        }
    }

    private void ReadScalar(Type type, ConfigNode node, string path)
    {
        var text = node.Kind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null => null,
            _ => node.Text,
        };
        if (text is not null && YarpScalar.Fits(type, text))
        {
            _values.Add(new(path, text));
        }
        else
        {
            Fail(node.Position, path, $"expected {YarpScalar.Describe(type)}, found {node.Description}.");
        }
    }

    private void ReadObject(Type type, ConfigNode node, string path)
    {
        if (!Check(node, JsonValueKind.Object, "an object", path))
        {
            return;
        }

        _values.Add(new(path, null));
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => !IsKey(p))
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var member in DistinctMembers(node, path))
        {
            if (properties.TryGetValue(member.Name, out var property))
            {
                ReadValue(property.PropertyType, member.Value, $"{path}:{member.Name}");
            }
            else
            {
                FailUnknown(member, path, properties.Keys);
            }
        }
    }

    private void ReadDictionary(Type type, ConfigNode node, string path)
    {
        if (!Check(node, JsonValueKind.Object, "an object", path))
        {
            return;
        }

        _values.Add(new(path, null));
        foreach (var member in DistinctMembers(node, path))
        {
            ReadNamed(type, member, path);
        }
    }

    private void ReadNamed(Type type, ConfigMember member, string path)
    {
        var values = _values.Count;
        ReadValue(type, member.Value, $"{path}:{member.Name}");
        if (member.Name.Length == 0 || member.Name.Contains(':', StringComparison.Ordinal))
        {
            Fail(member.Position, Join(path, member.Name),
                $"\"{member.Name}\" cannot be a name; it must not be empty or have a ':' in it.");
            // With it they would be values of another name.
            _values.RemoveRange(values, _values.Count - values);
        }
    }

    private void ReadList(Type type, ConfigNode node, string path)
    {
        if (!Check(node, JsonValueKind.Array, "a list", path))
        {
            return;
        }

        var errors = _errors.Count;
        for (var i = 0; i < node.Items.Length; i++)
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");
            if (!IsSet(node.Items[i]))
            {
                Fail(node.Items[i].Position, itemPath, "null cannot be an item of a list; remove it.");
            }
            else if (type == typeof(SslProtocols))
            {
                ReadScalar(type, node.Items[i], itemPath);
            }
            else
            {
                ReadValue(type, node.Items[i], itemPath);
            }
        }

        if (_errors.Count > errors)
        {
            // What is left out changes the numbers of the others.
            _spoiled.Add(Join(Root, path));
        }
    }

    private IEnumerable<ConfigMember> DistinctMembers(ConfigNode node, string path)
    {
        var names = new Dictionary<string, ConfigMember>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Members)
        {
            if (names.TryAdd(member.Name, member))
            {
                yield return member;
            }
            else
            {
                var first = names[member.Name];
                Fail(member.Position, Join(path, member.Name), "is here twice; in YARP's section case does not count: "
                    + $"\"{first.Name}\" stands in line {first.Position.Line}.");
            }
        }
    }

    private static bool IsSet(ConfigNode node) => node.Kind != JsonValueKind.Null;

    private bool Check(ConfigNode node, JsonValueKind kind, string expected, string path)
    {
        if (node.Kind != kind)
        {
            Fail(node.Position, path, $"expected {expected}, found {node.Description}.");
        }

        return node.Kind == kind;
    }

    private void FailUnknown(ConfigMember member, string path, IReadOnlyCollection<string> known)
    {
        Fail(member.Position, Join(path, member.Name), $"unknown key; {NearestName.Hint(member.Name, known)}");
        if (NearestName.Find(member.Name, known) is { } meant)
        {
            _spoiled.Add(Join(Root, Join(path, meant)));
        }
    }

    private void Fail(SourcePosition position, string path, string message)
    {
        _errors.Add(new(position, Join(Root, path), message));
        _spoiled.Add(Join(Root, path));
    }

    private static string Join(string path, string key) => (path, key) switch
    {
        ("", _) => key,
        (_, "") => path,
        _ => $"{path}:{key}",
    };
}
