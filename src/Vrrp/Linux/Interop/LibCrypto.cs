using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>What of OpenSSL has no way through .NET, as the library exports it. The runtime uses the same copy of the
/// library: it is found by the same name.</summary>
internal static partial class LibCrypto
{
    /// <summary>Reads the configuration of the machine, <c>openssl.cnf</c>.</summary>
    public const ulong OPENSSL_INIT_LOAD_CONFIG = 0x40;

    /// <summary>Registers nothing that runs at the end of the process. The runtime wants it so: its threads may still
    /// encrypt then.</summary>
    public const ulong OPENSSL_INIT_NO_ATEXIT = 0x80000;

    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library)]
    public static partial int OPENSSL_init_crypto(ulong options, nint settings);

    [LibraryImport(Library)]
    public static partial nint BIO_new_mem_buf(ReadOnlySpan<byte> buffer, int length);

    [LibraryImport(Library)]
    public static partial int BIO_free(nint bio);

    [LibraryImport(Library)]
    public static partial nint NCONF_new(nint method);

    [LibraryImport(Library)]
    public static partial void NCONF_free(nint conf);

    [LibraryImport(Library)]
    public static partial int NCONF_load_bio(nint conf, nint bio, nint errorLine);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CONF_modules_load(nint conf, string application, ulong flags);
}
