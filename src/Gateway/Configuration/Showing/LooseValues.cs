using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Showing;

/// <summary>Shows what we know no keys of: the settings of plugins, and the texts in YARP's section. Names decide what
/// is secret.</summary>
/// <param name="redact">What becomes of a text that is no secret as a whole.</param>
internal sealed class LooseValues(Func<string, string> redact)
{
    // Header to the absolute path of a file with its value: what stands there is no secret, whatever the header.
    private const string FilesOfHeaders = "SecretHeaders";

    // A member that names a header or a parameter, and the members beside it that hold its value.
    private static readonly string[] Naming =
        ["Name", "RequestHeader", "ResponseHeader", "ResponseTrailer", "QueryValueParameter", "Header", "Parameter"];

    private static readonly string[] Holding = ["Set", "Append", "Value", "Values"];

    /// <summary>Shows a value as it was written, but for secrets.</summary>
    public ShownValue Show(ConfigNode node) => Show(node, isSecret: false);

    /// <summary>The names of the members that hold secrets because of what stands beside them: <c>Set</c> beside
    /// <c>"RequestHeader": "Authorization"</c>.</summary>
    public static IReadOnlyList<string> SecretsBeside(ConfigNode node) =>
        SecretsBeside(node.Members.Select(member => KeyValuePair.Create(member.Name, member.Value.Text)));

    /// <summary>The same of names and texts.</summary>
    public static IReadOnlyList<string> SecretsBeside(IEnumerable<KeyValuePair<string, string>> members) =>
        members.Any(member => Naming.Contains(member.Key, StringComparer.OrdinalIgnoreCase)
            && SecretNames.Contain(member.Value))
            ? Holding
            : [];

    /// <summary>Shows a value under a name.</summary>
    public ShownValue Show(ConfigNode node, bool isSecret) => node.Kind switch
    {
        JsonValueKind.Object => ShowObject(node, isSecret),
        JsonValueKind.Array => ShowList(node, isSecret),
        JsonValueKind.Null => new() { Kind = JsonValueKind.Null, Source = ValueSource.Of(node.Position) },
        _ => ShowWord(node, isSecret),
    };

    private ShownValue ShowObject(ConfigNode node, bool isSecret)
    {
        var beside = SecretsBeside(node);
        return ShownValue.Of(
            node.Members.Select(member => (member.Name,
                member.Name.Equals(FilesOfHeaders, StringComparison.OrdinalIgnoreCase) ? ShowPaths(member.Value)
                : Show(member.Value, isSecret
                    || SecretNames.Contain(member.Name)
                    || beside.Contains(member.Name, StringComparer.OrdinalIgnoreCase)))),
            ValueSource.Of(node.Position));
    }

    private ShownValue ShowPaths(ConfigNode node) => ShownValue.Of(
        node.Members.Select(member =>
            (member.Name, Show(member.Value, isSecret: !member.Value.Text.StartsWith('/')))),
        ValueSource.Of(node.Position));

    // A list may be a command: behind "--password" stands one, and within "--password=...".
    private ShownValue ShowList(ConfigNode node, bool isSecret)
    {
        var items = new List<ShownValue>();
        var isSecretNext = false;
        foreach (var item in node.Items)
        {
            var (option, value) = item.Text.Split('=', 2) is [var head, var tail] ? (head, tail) : (item.Text, null);
            var isSecretOption = option.StartsWith('-') && SecretNames.Contain(option);
            items.Add(isSecretOption && value is not null
                ? ShownValue.Of($"{option}={HiddenText.Placeholder}", ValueSource.Of(item.Position))
                : Show(item, isSecret || isSecretNext));
            isSecretNext = isSecretOption && value is null;
        }

        return ShownValue.OfList(items, ValueSource.Of(node.Position));
    }

    private ShownValue ShowWord(ConfigNode node, bool isSecret)
    {
        var word = JsonNode.Parse(NodeJson.ToBytes(node))!;
        var shown = isSecret ? HiddenText.Placeholder
            : word.GetValueKind() == JsonValueKind.String ? redact(word.GetValue<string>())
            : word;
        return ShownValue.Of(shown, ValueSource.Of(node.Position));
    }
}
