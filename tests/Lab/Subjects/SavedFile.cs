using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Subjects;

/// <summary>The configuration file of a pair that runs, to be edited.</summary>
internal sealed class SavedFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private JsonObject _root;

    /// <summary>The file as the pair has written it.</summary>
    internal SavedFile(Pair pair)
    {
        Path = System.IO.Path.Combine(pair.Segment.WorkFolder, "appsettings.json");
        _root = JsonNode.Parse(File.ReadAllText(Path))!.AsObject();
    }

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    /// <summary>Its text, as it was saved last or is about to be.</summary>
    internal string Text => _root.ToJsonString(Indented);

    /// <summary>Changes it and saves it in one step, as good editors do.</summary>
    internal void Save(Action<JsonObject> change)
    {
        change(_root);
        File.WriteAllText(Path + ".new", Text);
        File.Move(Path + ".new", Path, overwrite: true);
    }
}
