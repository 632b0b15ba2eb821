using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Options;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Showing;

/// <summary>Makes the effective configuration of a node visible: every key, in the order of the option classes and,
/// where names are the operator's, of the file.</summary>
internal sealed class ShownConfiguration
{
    private const string File = "file:";
    private const string Headers = ":Headers";

    private static readonly LooseValues OfChecks = new(HiddenText.Redact);
    private static readonly LooseValues OfActions = new(HiddenText.RedactPath);

    private readonly DerivedDefaults _derived;

    private ShownConfiguration(DerivedDefaults derived) => _derived = derived;

    /// <summary>Shows a configuration that was read without an error.</summary>
    public static ShownValue Of(ConfigurationResult result) =>
        new ShownConfiguration(new(result.Config!)).ShowObject(typeof(GatewayOptions), result.Root!, "");

    private ShownValue ShowObject(Type type, ConfigNode? node, string path) => ShownValue.Of(
        type.GetProperties().Select(property => (property, Key: OptionKey.Of(property)))
            .Select(option => (option.Key, Value: ShowKey(
                option.property,
                node?.Members.FirstOrDefault(member => member.Name == option.Key)?.Value,
                path.Length == 0 ? option.Key : $"{path}:{option.Key}"))),
        node is null ? ValueSource.Default : ValueSource.Of(node.Position));

    private ShownValue ShowKey(PropertyInfo property, ConfigNode? node, string path) =>
        node is not null ? Show(property.PropertyType, node, path, SecretNames.Contain(property.Name))
        : _derived.Find(path) is { } derived ? ShownValue.OfDefault(derived)
        : property.GetCustomAttribute<DefaultValueAttribute>() is { Value: { } value }
        ? ShownValue.OfDefault(JsonSerializer.SerializeToNode(value)!)
        // A section that the file leaves out has its defaults all the same, but for one that has to say something.
        : property.DeclaringType == typeof(GatewayOptions) && IsOptions(property.PropertyType)
            && !property.PropertyType.GetProperties().Any(key => key.IsDefined(typeof(RequiredAttribute)))
        ? ShowObject(property.PropertyType, null, path)
        : ShownValue.Unset;

    private static bool IsOptions(Type type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetConstructor(Type.EmptyTypes) is not null;

    private ShownValue Show(Type type, ConfigNode node, string path, bool isSecret)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(ConfigNode) => YarpValues.Show(node),
            _ when type == typeof(JsonElement) => (path.StartsWith("Notify:", StringComparison.Ordinal)
                ? OfActions
                : OfChecks).Show(node),
            _ when type == typeof(List<string>) => ShowList(node, path, isSecret),
            _ when type.IsAssignableTo(typeof(IList)) => ShowItems(type.GenericTypeArguments[0], node, path),
            _ when OptionForms.Has(type) => Show(FormOf(type, node), node, path, isSecret),
            _ when type.IsAssignableTo(typeof(IDictionary)) =>
                ShowEntries(type.GenericTypeArguments[1], node, path, isSecret),
            _ when IsOptions(type) => ShowObject(type, node, path),
            _ => ShowWord(type, node, isSecret),
        };
    }

    private static Type FormOf(Type type, ConfigNode node) =>
        OptionForms.Of(type).Select(form => form.Value).First(value => OptionForms.KindsOf(value).Contains(node.Kind)
            || (node.IsLoose && value == typeof(bool) && bool.TryParse(node.Text, out _))
            || (node.IsLoose && value == typeof(int) && int.TryParse(node.Text, out _)));

    // What a header holds is secret by its name.
    private ShownValue ShowEntries(Type item, ConfigNode node, string path, bool isSecret) => ShownValue.Of(
        node.Members.Select(member => (member.Name, Show(
            item, member.Value, $"{path}:{member.Name}",
            isSecret || (path.Contains(Headers, StringComparison.Ordinal) && SecretNames.Contain(member.Name))))),
        ValueSource.Of(node.Position));

    private ShownValue ShowItems(Type item, ConfigNode node, string path) => node.Kind == JsonValueKind.Array
        ? ShownValue.OfList(
            node.Items.Select((value, i) => Show(item, value, FormattableString.Invariant($"{path}:{i}"), false)),
            ValueSource.Of(node.Position))
        : ShownValue.OfList([Show(item, node, path, false)], ValueSource.Of(node.Position));

    // One text stands for a list of one.
    private ShownValue ShowList(ConfigNode node, string path, bool isSecret)
    {
        ConfigNode[] items = node.Kind == JsonValueKind.Array ? [.. node.Items] : [node];
        var shown = items.Select(item => ShowWord(typeof(string), item, isSecret));
        if (_derived.FindMade(path) is { } made && !items.Any(item => AddressOf(item.Text) == made))
        {
            shown = shown.Prepend(ShownValue.OfDefault($"{made}/{made.MaxPrefixLength}"));
        }

        return ShownValue.OfList(shown, ValueSource.Of(node.Position));
    }

    private static IpAddr AddressOf(string text) =>
        IpAddr.TryParse(text.Trim().Split('/', ' ', '\t')[0], out var address) ? address : default;

    private static ShownValue ShowWord(Type type, ConfigNode node, bool isSecret)
    {
        var source = ValueSource.Of(node.Position);
        if (node.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return ShownValue.Of(node.Kind == JsonValueKind.True, source);
        }

        // What comes from the environment is a text, whatever its key wants.
        var isFlag = node.IsLoose && type != typeof(string) && bool.TryParse(node.Text, out _);
        var isText = !isFlag && type != typeof(int);
        return isFlag ? ShownValue.Of(bool.Parse(node.Text), source)
            : isText && isSecret && !node.Text.StartsWith(File, StringComparison.Ordinal)
            ? ShownValue.Of(HiddenText.Placeholder, source)
            : isText ? ShownValue.Of(HiddenText.Redact(node.Text), source)
            : ShownValue.Of(JsonNode.Parse(node.Text)!, source);
    }
}
