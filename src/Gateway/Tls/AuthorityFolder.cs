using System.Text;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Where a machine keeps the internal authority that it made for itself: <c>root.crt</c> for everybody, and
/// <c>root.key</c> for its owner alone.</summary>
/// <param name="path">The folder; made if need be.</param>
internal sealed class AuthorityFolder(string path)
{
    private const string Name = "internal-ca";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>That of this machine: in <c>STATE_DIRECTORY</c>, where systemd wants the state of a service. Null
    /// without that variable.</summary>
    public static AuthorityFolder? OfMachine => StateFile.PathOf(Name) is { } folder ? new(folder) : null;

    /// <summary>The certificate that clients are to trust.</summary>
    public string CertificateFile => Path.Combine(path, "root.crt");

    private string KeyFile => Path.Combine(path, "root.key");

    /// <summary>Reads the authority, or makes it, once and for all.</summary>
    /// <param name="nodeName">Tells it from that of the other machine.</param>
    /// <param name="now">When.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file is malformed.</exception>
    /// <exception cref="ArgumentException">A file holds something else.</exception>
    public InternalAuthority Open(string nodeName, DateTimeOffset now)
    {
        if (File.Exists(CertificateFile))
        {
            return new(RegularFile.ReadText(CertificateFile), RegularFile.ReadText(KeyFile));
        }

        var made = InternalAuthority.Create(nodeName, now);
        // The key BEFORE the certificate, which says that there is one.
        StateFile.Replace(KeyFile, Encoding.ASCII.GetBytes(made.Key), OwnerOnly);
        StateFile.Replace(CertificateFile, Encoding.ASCII.GetBytes(made.Certificate), Everybody);
        return made;
    }
}
