using Gateway.Vrrp.Linux;

namespace Gateway.Configuration.Reload;

/// <summary>Files and folders that a configuration names and is judged by. Who changes one of those of the running
/// configuration changes it, and a refused one is tried anew when one of its own changes: it may be good
/// then.</summary>
/// <remarks>One call at a time.</remarks>
internal sealed class NamedFiles
{
    // What each was when a configuration was read, with who may do what with it.
    private readonly Dictionary<string, string> _noted = new(StringComparer.Ordinal);
    private Dictionary<string, string> _followed = new(StringComparer.Ordinal);
    private string[] _running = [];
    private int _changes;

    /// <summary>Follows those of what runs, as they are.</summary>
    public NamedFiles(IEnumerable<string> running) => Accept(running);

    /// <summary>Where to look for changes.</summary>
    public IEnumerable<string> Folders =>
        _followed.Keys.SelectMany(path => new[] { path, Path.GetDirectoryName(path)! }).Distinct();

    /// <summary>A configuration is read.</summary>
    public void Begin() => _noted.Clear();

    /// <summary>It names a file or folder (absolute). To be called BEFORE that is read.</summary>
    public void Note(string path) => _ = _noted.TryAdd(path, StateOf(path));

    /// <summary>It runs.</summary>
    /// <param name="files">Those that it depends on from here on.</param>
    public void Accept(IEnumerable<string> files)
    {
        _running = [.. files];
        _followed = _running.ToDictionary(path => path, KnownStateOf, StringComparer.Ordinal);
    }

    /// <summary>It is refused, and another one goes on to run.</summary>
    public void Refuse() => _followed = _running.Concat(_noted.Keys).Distinct(StringComparer.Ordinal)
        .ToDictionary(path => path, KnownStateOf, StringComparer.Ordinal);

    /// <summary>How often one of them was found to be another: looks now. What is only followed anew is no
    /// change.</summary>
    public int CountChanges()
    {
        foreach (var path in _followed.Keys.ToArray())
        {
            var state = StateOf(path);
            if (state != _followed[path])
            {
                _followed[path] = state;
                _changes++;
            }
        }

        return _changes;
    }

    private string KnownStateOf(string path) =>
        _noted.GetValueOrDefault(path) ?? _followed.GetValueOrDefault(path) ?? StateOf(path);

    private static string StateOf(string path) => !FileFacts.TryRead(path, out var facts)
        ? ""
        : $"{facts} {(facts.Kind == FileKind.Folder ? Fingerprint.OfFolders([path]) : Fingerprint.OfFile(path))}";
}
