using System.Text;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>The configuration of OpenSSL in this process: the machine's own, with ours over it. A file and
/// <c>OPENSSL_CONF</c> would do the same for every program that this one starts, too.</summary>
public static class CryptoConfiguration
{
    /// <summary>Lays a configuration over the machine's. BEFORE the first use of TLS in the process: connections that
    /// are open keep what they have, and the runtime looks once whether there is a configuration at all.</summary>
    /// <param name="application">The key that the text begins with.</param>
    /// <param name="text">As <c>openssl.cnf</c> is written; <c>config(5)</c>.</param>
    /// <returns>False when it is not in force: there is no OpenSSL 3 here, or it refuses the text.</returns>
    public static bool TryAdd(string application, string text)
    {
        try
        {
            _ = LibCrypto.OPENSSL_init_crypto(
                LibCrypto.OPENSSL_INIT_LOAD_CONFIG | LibCrypto.OPENSSL_INIT_NO_ATEXIT, 0);
            return TryLoad(application, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static bool TryLoad(string application, byte[] text)
    {
        var conf = LibCrypto.NCONF_new(0);
        var bio = LibCrypto.BIO_new_mem_buf(text, text.Length);
        try
        {
            return conf != 0 && bio != 0
                && LibCrypto.NCONF_load_bio(conf, bio, 0) > 0
                && LibCrypto.CONF_modules_load(conf, application, 0) > 0;
        }
        finally
        {
            _ = LibCrypto.BIO_free(bio);
            LibCrypto.NCONF_free(conf);
        }
    }
}
