using System.Text;

namespace Gateway.Vrrp.Config;

/// <summary>The names of network interfaces.</summary>
internal static class InterfaceName
{
    /// <summary>What keeps a name from being that of an interface to a network.</summary>
    /// <returns>Null, or what is wrong, as a sentence.</returns>
    public static string? Problem(string name)
    {
        if (!IsValid(name))
        {
            return $"\"{name}\" cannot be the name of a network interface; names have 1 to 15 characters, no '/', ':' "
                + "or space.";
        }

        return name == "lo"
            ? "\"lo\" is the machine's own loopback, where no other machine hears an advertisement; "
                + "use the interface to the network, for example \"eth0\"."
            : null;
    }

    // The kernel's own rule (dev_valid_name): 15 bytes, not a path of sysfs.
    private static bool IsValid(string name) =>
        Encoding.UTF8.GetByteCount(name) is >= 1 and <= 15
        && name is not ("." or "..")
        && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || char.IsControl(c));
}
