using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>Lays one source over another, as every .NET host does: objects member by member, and of everything else the
/// upper one counts. Lists of files replace each other; what the environment and the command line say of an item
/// replaces that item, or is added behind the last one. One value counts as a list of one there.</summary>
/// <param name="errors">Takes items that would leave a hole in their list.</param>
internal sealed class NodeOverlay(List<ConfigurationError> errors)
{
    /// <summary>Lays <paramref name="above"/> over <paramref name="below"/>.</summary>
    public ConfigNode Lay(ConfigNode above, ConfigNode below) => Lay(above, below, "");

    private ConfigNode Lay(ConfigNode above, ConfigNode below, string path) => (below.Kind, above.Kind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => below with { Members = LayMembers(above, below, path) },
        (JsonValueKind.Object or JsonValueKind.Null, _) => above,
        (_, JsonValueKind.Object or JsonValueKind.Array) when above.IsLoose =>
            LayItems(above, ListOf(below, above.Position), path),
        _ => above,
    };

    // Who makes a list of a value that may be none answers for it.
    private static ConfigNode ListOf(ConfigNode node, SourcePosition position) => node.Kind == JsonValueKind.Array
        ? node
        : new() { Kind = JsonValueKind.Array, Position = position, Items = [node] };

    private ImmutableArray<ConfigMember> LayMembers(ConfigNode above, ConfigNode below, string path)
    {
        var members = below.Members.ToBuilder();
        var places = below.Members.Select((member, place) => (member.Name, place))
            .ToDictionary(member => member.Name, member => member.place);
        foreach (var member in above.Members)
        {
            var index = member.Value.IsLoose
                ? members.ToList().FindIndex(known => IsSame(known.Name, member))
                : places.GetValueOrDefault(member.Name, -1);
            if (index < 0)
            {
                places[member.Name] = members.Count;
                members.Add(member);
            }
            else
            {
                var (name, _, known) = members[index];
                members[index] = members[index] with { Value = Lay(member.Value, known, $"{path}{name}:") };
            }
        }

        return members.ToImmutable();
    }

    // The names of environment variables are often in capitals.
    private static bool IsSame(string known, ConfigMember loose) =>
        known.Equals(loose.Name, StringComparison.OrdinalIgnoreCase);

    // An object whose names are no items of the list stands as it is, and fails where a list is expected.
    private ConfigNode LayItems(ConfigNode above, ConfigNode below, string path)
    {
        var items = below.Items.ToBuilder();
        foreach (var (name, value) in ItemsOf(above).OrderBy(item => item.Name.Length).ThenBy(item => item.Name))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                return above;
            }

            if (index > items.Count)
            {
                errors.Add(new(value.Position, path + name, string.Create(CultureInfo.InvariantCulture,
                    $"would leave a hole: the next item of the list is {items.Count}; write {items.Count}.")));
                return below;
            }

            if (index == items.Count)
            {
                items.Add(value);
            }
            else
            {
                items[index] = Lay(value, items[index], $"{path}{name}:");
            }
        }

        return below with { Items = items.ToImmutable() };
    }

    private static IEnumerable<(string Name, ConfigNode Value)> ItemsOf(ConfigNode node) =>
        node.Kind == JsonValueKind.Array
            ? node.Items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item))
            : node.Members.Select(member => (member.Name, member.Value));
}
