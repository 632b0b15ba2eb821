using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration.Showing;

namespace Gateway.Configuration.Reload;

/// <summary>Two nodes run the same when this is the same. Comments and the order of files do not count; defaults do,
/// and passwords and keys do not: nobody can find one out by it.</summary>
internal static class ConfigurationHash
{
    private const int DigitsShown = 16;

    /// <summary>Of a configuration that was read without an error: 16 hexadecimal digits.</summary>
    public static string Of(ConfigurationResult result)
    {
        var shown = ShownConfiguration.Of(result).ToJson()?.ToJsonString() ?? "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))[..DigitsShown];
    }
}
