using System.Globalization;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>Gives a file to a group of this machine, as chgrp does.</summary>
public static class FileGroup
{
    private const string Groups = "/etc/group";

    // chown(2): the owner stays.
    private const uint Same = uint.MaxValue;

    /// <summary>Gives a file to a group.</summary>
    /// <param name="path">The file.</param>
    /// <param name="group">The name of the group, as <c>/etc/group</c> has it.</param>
    /// <returns>False when there is no such group, or the kernel refuses: only root and members of the group
    /// may.</returns>
    public static bool TrySet(string path, string group) =>
        Find(group) is { } id && Libc.Chown(path, Same, id) == 0;

    // NAME:PASSWORD:ID:MEMBERS, group(5).
    private static uint? Find(string group)
    {
        try
        {
            foreach (var line in File.ReadLines(Groups))
            {
                if (line.Split(':') is [var name, _, var id, ..] && name == group
                    && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    return number;
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // As if there were no groups.
        }

        return null;
    }
}
