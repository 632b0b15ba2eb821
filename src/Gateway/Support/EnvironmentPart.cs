using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration;
using Gateway.Observability;

namespace Gateway.Support;

/// <summary>What the gateway is and stands on: versions and the machine.</summary>
internal static class EnvironmentPart
{
    private const string Unknown = "unknown";

    /// <summary>Describes it, a line each.</summary>
    public static SupportPart Describe(ConfigurationRequest request, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Add("gateway", ProgramVersion.Text);
        Add("time", now.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        Add("host", request.HostName);
        Add("kernel", ReadLine("/proc/version"));
        Add("distribution", ReadLine("/etc/os-release", "PRETTY_NAME=").Trim('"'));
        Add(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Add("OpenSSL", OpenSsl());
        Add("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        Add("memory", ReadLine("/proc/meminfo", "MemTotal:").Trim());
        Add("up since", (now - TimeSpan.FromMilliseconds(Environment.TickCount64))
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        Add("asked by", Environment.UserName);
        Add("configuration", Path.GetFullPath(request.Path));
        Add("environment", request.Environment);
        Add("services by", Directory.Exists("/run/systemd/system") ? "systemd" : "something else than systemd");
        return SupportPart.Of("environment.txt", "versions and the machine", text.ToString());

        void Add(string name, string value) =>
            text.Append(CultureInfo.InvariantCulture, $"{name + ":",-15}{value}\n");
    }

    private static string ReadLine(string path, string start = "")
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))
                ?[start.Length..] ?? Unknown;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    // As OPENSSL_VERSION_NUMBER(3) has it: 0xMNN00PP0.
    private static string OpenSsl()
    {
        try
        {
            var number = SafeEvpPKeyHandle.OpenSslVersion;
            return FormattableString.Invariant(
                $"{(number >> 28) & 0xf}.{(number >> 20) & 0xff}.{(number >> 4) & 0xff}");
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException)
        {
            return Unknown;
        }
    }
}
