using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>Who has connected to a unix socket, by the word of the kernel.</summary>
public static class SocketPeer
{
    private const string Users = "/etc/passwd";

    /// <summary>The user as it was when it connected: <c>alice (uid 1000)</c>, or <c>uid 1000</c> where
    /// <c>/etc/passwd</c> does not name it.</summary>
    /// <param name="connection">A connection of a unix socket.</param>
    /// <returns>Null when it is none, or has ended.</returns>
    public static string? UserOf(Socket connection)
    {
        if (connection.AddressFamily != AddressFamily.Unix)
        {
            return null;
        }

        var peer = default(UCred);
        try
        {
            _ = connection.GetRawSocketOption(
                SocketConstants.SOL_SOCKET, SocketConstants.SO_PEERCRED,
                MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref peer, 1)));
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return null;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"uid {peer.User}");
        return NameOf(peer.User) is { } name ? $"{name} ({id})" : id;
    }

    // NAME:PASSWORD:ID:GROUP:..., passwd(5).
    private static string? NameOf(uint user)
    {
        try
        {
            foreach (var line in File.ReadLines(Users))
            {
                if (line.Split(':') is [{ Length: > 0 } name, _, var id, ..]
                    && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number == user)
                {
                    return name;
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // As if nobody had a name.
        }

        return null;
    }
}
