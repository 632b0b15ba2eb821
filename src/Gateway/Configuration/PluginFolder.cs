using Gateway.Plugins.Loading;
using Gateway.Vrrp.Linux;

namespace Gateway.Configuration;

/// <summary>The folder of plugins of this machine. What somebody owns who could not run code in the gateway anyway is
/// not loaded: an owner can change a file whatever its mode.</summary>
internal static class PluginFolder
{
    // No user; for what cannot be looked at.
    private const uint Unknown = uint.MaxValue;

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">Absolute. Need not exist.</param>
    public static PluginCatalog Of(string folder) => new(folder) { StrangerOf = StrangerOf };

    /// <summary>The number of the user who owns a path; null for root, for the user as whom the gateway runs, and for
    /// the owner of the gateway's own program.</summary>
    private static uint? StrangerOf(string path)
    {
        try
        {
            var owner = FileOwner.Of(path);
            return owner == FileOwner.Root || owner == FileOwner.OfProcess
                || owner == FileOwner.Of(typeof(PluginFolder).Assembly.Location) ? null : owner;
        }
        catch (KernelException)
        {
            return Unknown;
        }
    }
}
