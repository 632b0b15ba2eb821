using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Vrrp.Linux;

namespace Gateway.Admin;

/// <summary>The sockets of the admin server.</summary>
internal static class AdminSocket
{
    /// <summary>The group that may use the unix socket, where it exists.</summary>
    public const string Group = "gateway";

    private const int Backlog = 64;

    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Where the socket is unless the file says otherwise: in <c>RUNTIME_DIRECTORY</c>, which systemd makes
    /// for the service, else at <see cref="AdminConfig.DefaultSocket"/>, which is the same for the package's.</summary>
    public static string DefaultPath =>
        Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY")?.Split(':')[0] is { Length: > 0 } folder
            ? Path.Combine(folder, Path.GetFileName(AdminConfig.DefaultSocket))
            : AdminConfig.DefaultSocket;

    /// <summary>Makes the unix socket, with mode 0660. What a dead process has left is replaced.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="AdminException">It cannot be made, or another process answers there.</exception>
    public static Socket OpenUnix(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            RemoveStale(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // BEFORE it listens: until then nobody gets in.
            File.SetUnixFileMode(path, OwnerAndGroup);
            _ = FileGroup.TrySet(path, Group);
            socket.Listen(Backlog);
            return socket;
        }
        catch (Exception refused) when (refused is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new AdminException(
                $"Cannot make the socket {path}: {refused.Message}. Let the gateway's user write to its folder, or "
                + "name another with Admin:Socket.", refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Listens on an address, which need not be on this machine yet.</summary>
    /// <exception cref="AdminException">It cannot.</exception>
    public static Socket OpenTcp(IPEndPoint address)
    {
        try
        {
            return Proxy.ListenSocket.Open(address, []);
        }
        catch (Proxy.ListenException refused)
        {
            throw new AdminException($"Admin:Listen: {refused.Message}", refused);
        }
    }

    // systemd has made it; another one is made as systemd would.
    private static void MakeFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            _ = Directory.CreateDirectory(folder, FolderMode);
            _ = FileGroup.TrySet(folder, Group);
        }
    }

    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException nobody) when (nobody.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // Also what is no socket refuses: that is nothing of ours to remove.
            if (new FileInfo(path).Length > 0)
            {
                throw new AdminException($"{path} is no socket. Remove it, or name another with Admin:Socket.");
            }

            File.Delete(path);
            return;
        }

        throw new AdminException(
            $"Another gateway answers at {path}. Stop it, or name another socket with Admin:Socket.");
    }
}
