using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Gateway.Configuration.Reading;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Configuration.Showing;

/// <summary>Shows YARP's section: what the file says in the words and the case of YARP's types, and the defaults of the
/// objects that it has.</summary>
internal static class YarpValues
{
    private static readonly LooseValues Loose = new(HiddenText.Redact);
    private static readonly ConfigNode Nothing = new() { Kind = JsonValueKind.Object, Position = new("", 0, 0) };

    /// <summary>Shows the section.</summary>
    public static ShownValue Show(ConfigNode section) => ShownValue.Of(
        section.Members.Select(member => member.Name.Equals("Routes", StringComparison.OrdinalIgnoreCase)
            ? ("Routes", ShowEntries(typeof(RouteConfig), member.Value))
            : ("Clusters", ShowEntries(typeof(ClusterConfig), member.Value))),
        ValueSource.Of(section.Position));

    private static ShownValue ShowEntries(Type type, ConfigNode node) => ShownValue.Of(
        node.Members.Select(member => (member.Name, Show(type, member.Value))), ValueSource.Of(node.Position));

    private static ShownValue Show(Type type, ConfigNode node)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return node.Kind switch
        {
            JsonValueKind.Null => ShownValue.Unset,
            JsonValueKind.Array when type.GenericTypeArguments is [var item] => ShownValue.OfList(
                node.Items.Select(value => Show(item, value)), ValueSource.Of(node.Position)),
            JsonValueKind.Object when type.GenericTypeArguments is [_, var item] && !YarpScalar.IsScalar(item) =>
                ShowEntries(item, node),
            JsonValueKind.Object when !type.IsGenericType => ShowObject(type, node),
            JsonValueKind.Object or JsonValueKind.Array => Loose.Show(node),
            _ => ShowWord(type, node),
        };
    }

    private static ShownValue ShowObject(Type type, ConfigNode node) => ShownValue.Of(
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !YarpSectionReader.IsKey(property))
            .Select(property => (property.Name, Value: ShowKey(property, node)))
            .Where(member => member.Value.Kind != JsonValueKind.Undefined),
        ValueSource.Of(node.Position));

    private static ShownValue ShowKey(PropertyInfo property, ConfigNode owner)
    {
        if (Find(owner, property.Name) is { Kind: not JsonValueKind.Null } value)
        {
            return LooseValues.SecretsBeside(owner).Contains(property.Name)
                ? Loose.Show(value, isSecret: true)
                : Show(property.PropertyType, value);
        }

        // Where our defaults differ from YARP's, an object that the file leaves out has them too.
        return property.PropertyType == typeof(ForwarderRequestConfig)
            ? ShowObject(property.PropertyType, Nothing)
            : YarpDefaults.Of(property, Find(owner, "Policy")?.Text) switch
            {
                null => ShownValue.Unset,
                bool flag => ShownValue.OfDefault(flag),
                var word => ShownValue.OfDefault((string)word),
            };
    }

    private static ConfigNode? Find(ConfigNode owner, string name) => owner.Members.FirstOrDefault(
        member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    // The reader takes numbers and truth values in quotes too.
    private static ShownValue ShowWord(Type type, ConfigNode node)
    {
        var source = ValueSource.Of(node.Position);
        var text = node.Kind is JsonValueKind.True or JsonValueKind.False
            ? (node.Kind == JsonValueKind.True ? "true" : "false")
            : node.Text;
        return type == typeof(bool) ? ShownValue.Of(bool.Parse(text), source)
            : type == typeof(int) || type == typeof(long)
            ? ShownValue.Of(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), source)
            : type == typeof(double)
            ? ShownValue.Of(double.Parse(text, CultureInfo.InvariantCulture), source)
            : ShownValue.Of(HiddenText.Redact(text), source);
    }
}
