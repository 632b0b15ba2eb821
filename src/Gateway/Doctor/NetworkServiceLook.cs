namespace Gateway.Doctor;

/// <summary>Reads what services that manage the network have been told, and whether they run.</summary>
/// <param name="root">The folder that stands for <c>/</c>.</param>
internal sealed class NetworkServiceLook(string root)
{
    // In this order: of files with one name the first counts, and hides the others (systemd.network(5)).
    private static readonly string[] Folders =
        ["etc/systemd/network", "run/systemd/network", "usr/local/lib/systemd/network", "usr/lib/systemd/network"];

    /// <summary>Whether systemd-networkd runs.</summary>
    public bool HasNetworkd => Directory.Exists(At("run/systemd/netif/links"));

    /// <summary>The files of systemd-networkd that count, by path, each with what lies over it in its folder
    /// <c>….network.d</c>.</summary>
    public Dictionary<string, string> NetworkFiles() => Find(Folders, "*.network")
        .Select(path => (path, Text: MachineLook.TryRead(path)))
        .Where(read => read.Text is not null)
        .ToDictionary(read => read.path, read => string.Join('\n', Over(read.path).Prepend(read.Text!)));

    /// <summary>Whether NetworkManager manages an interface, by its own notes: one file for each, by its
    /// number.</summary>
    /// <param name="index">The number of the interface.</param>
    public bool IsManagedByNetworkManager(string index) =>
        MachineLook.TryRead(At($"run/NetworkManager/devices/{index}")) is { } notes
        && notes.Split('\n').Contains("managed=true");

    private string At(string path) => Path.Combine(root, path);

    private IEnumerable<string> Over(string path) =>
        Find(Folders.Select(folder => $"{folder}/{Path.GetFileName(path)}.d"), "*.conf")
            .Select(MachineLook.TryRead).OfType<string>();

    private IEnumerable<string> Find(IEnumerable<string> folders, string pattern) => folders
        .Select(At).Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFiles(folder, pattern))
        .DistinctBy(path => Path.GetFileName(path))
        .OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal);
}
