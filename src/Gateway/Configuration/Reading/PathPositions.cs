using System.Globalization;
using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>Where the paths of error messages stand in the file.</summary>
internal sealed class PathPositions
{
    // Case is free in YARP's section and in the settings of plugins; elsewhere another case is an error of its own.
    private readonly Dictionary<string, SourcePosition> _positions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Walks the whole file once.</summary>
    public PathPositions(ConfigNode root)
    {
        _positions[""] = root.Position;
        Add(root, "");
    }

    /// <summary>The value of a simple setting; the name of an object or a list. For a path that the file does not have,
    /// the nearest object around it.</summary>
    public SourcePosition Find(string path)
    {
        SourcePosition position;
        while (!_positions.TryGetValue(path, out position))
        {
            path = path[..Math.Max(0, path.LastIndexOf(':'))];
        }

        return position;
    }

    private void Add(ConfigNode node, string prefix)
    {
        foreach (var (name, position, value) in node.Members)
        {
            var isNamed = value.Kind is JsonValueKind.Object or JsonValueKind.Array;
            _ = _positions.TryAdd(prefix + name, isNamed ? position : value.Position);
            Add(value, $"{prefix}{name}:");
        }

        for (var i = 0; i < node.Items.Length; i++)
        {
            var path = prefix + i.ToString(CultureInfo.InvariantCulture);
            _positions[path] = node.Items[i].Position;
            Add(node.Items[i], path + ":");
        }
    }
}
