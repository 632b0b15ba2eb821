using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>Lays one source over another, as every .NET host does: objects member by member, and of everything else the
/// upper one counts. Lists of files replace each other; what the environment and the command line say of an item
/// replaces that item.</summary>
internal static class NodeOverlay
{
    /// <summary>Lays <paramref name="above"/> over <paramref name="below"/>.</summary>
    public static ConfigNode Lay(ConfigNode above, ConfigNode below) => (below.Kind, above.Kind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => below with { Members = LayMembers(above, below) },
        (JsonValueKind.Array, JsonValueKind.Object or JsonValueKind.Array) when above.IsLoose => LayItems(above, below),
        _ => above,
    };

    private static ImmutableArray<ConfigMember> LayMembers(ConfigNode above, ConfigNode below)
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
                members[index] = members[index] with { Value = Lay(member.Value, members[index].Value) };
            }
        }

        return members.ToImmutable();
    }

    // The names of environment variables are often in capitals.
    private static bool IsSame(string known, ConfigMember loose) =>
        known.Equals(loose.Name, StringComparison.OrdinalIgnoreCase);

    // An object whose names are no items of the list stands as it is, and fails where a list is expected.
    private static ConfigNode LayItems(ConfigNode above, ConfigNode below)
    {
        var items = below.Items.ToBuilder();
        foreach (var (name, value) in ItemsOf(above).OrderBy(item => item.Name.Length).ThenBy(item => item.Name))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                || index > items.Count)
            {
                return above;
            }

            if (index == items.Count)
            {
                items.Add(value);
            }
            else
            {
                items[index] = Lay(value, items[index]);
            }
        }

        return below with { Items = items.ToImmutable() };
    }

    private static IEnumerable<(string Name, ConfigNode Value)> ItemsOf(ConfigNode node) =>
        node.Kind == JsonValueKind.Array
            ? node.Items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item))
            : node.Members.Select(member => (member.Name, member.Value));
}
