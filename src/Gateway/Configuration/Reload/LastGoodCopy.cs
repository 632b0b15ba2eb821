using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Reload;

/// <summary>The configuration that ran last, in a file of our own: a machine that boots with a broken file serves with
/// it. Readable by its owner alone, because passwords may stand in it.</summary>
/// <param name="path">The file; its folder is made if need be.</param>
internal sealed class LastGoodCopy(string path)
{
    private const string Name = "last-good.json";

    // Where systemd makes the folder that STATE_DIRECTORY names to the service, and to nobody else.
    private const string Installed = "/var/lib/gateway/" + Name;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The copy of this machine: in <c>STATE_DIRECTORY</c>, where systemd wants the state of a service.
    /// Without that variable nothing is kept.</summary>
    public static LastGoodCopy? OfMachine => StateFile.PathOf(Name) is { } file ? new(file) : null;

    /// <summary>Where a gateway on this machine may keep a copy, for an operator, who has not its
    /// environment.</summary>
    public static IEnumerable<LastGoodCopy> Places =>
        new[] { OfMachine, new(Installed) }.OfType<LastGoodCopy>().DistinctBy(copy => copy.Path);

    /// <summary>The copy in the first of the places that has one; null when there is none.</summary>
    public static LastGoodCopy? Kept => Places.FirstOrDefault(copy => File.Exists(copy.Path));

    /// <summary>Replaces the copy, all or nothing.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(ConfigNode root) => StateFile.Replace(path, NodeJson.ToBytes(root), OwnerOnly);

    /// <summary>What the copy says of <c>Admin:Socket</c>, valid or not: where what runs is asked.</summary>
    /// <returns>Null when it says nothing of it, or cannot be read.</returns>
    public string? FindSocket()
    {
        try
        {
            var root = ConfigReader.Read(path, File.ReadAllBytes(path), []);
            return MemberOf(MemberOf(root, "Admin"), "Socket") is { Text: { Length: > 0 } socket } ? socket : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads and checks the copy; relative paths in it start where the file's do.</summary>
    /// <returns>A result with errors when there is none or it is no longer valid: a plugin is gone, an address is
    /// new.</returns>
    public async Task<ConfigurationResult> LoadAsync(ConfigurationRequest request, CancellationToken cancellation)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellation);
            // What the environment said then is in it.
            var alone = request with { Variables = new Dictionary<string, string>(), Overrides = [] };
            return await ConfigurationFile.ParseAsync(alone, content, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new() { Errors = [new(new(path, 0, 0), "", $"cannot be read: {refused.Message}")] };
        }
    }

    private static ConfigNode? MemberOf(ConfigNode? node, string name) => node?.Members
        .FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}
