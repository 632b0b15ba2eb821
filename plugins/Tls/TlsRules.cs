using Gateway.Plugins;
using Shared.Trust;

namespace Tls;

/// <summary>What the settings of a TLS check must keep.</summary>
internal static class TlsRules
{
    private const int TenYears = 3650;

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<SettingsProblem> Problems(TlsSettings settings)
    {
        foreach (var (key, name) in ((string, string?)[])[("Host", settings.Host), ("Name", settings.Name)])
        {
            if (name is not null && Uri.CheckHostName(name) == UriHostNameType.Unknown)
            {
                yield return new(key, $"\"{name}\" is neither a name nor an address");
            }
        }

        foreach (var (key, value, least, most) in ((string, int, int, int)[])
        [
            ("Port", settings.Port, 1, 65535),
            ("Days", settings.Days, 0, TenYears),
            ("DegradedDays", settings.DegradedDays, 0, TenYears),
            ("Demotion", settings.Demotion, 1, 99),
        ])
        {
            if (value < least || value > most)
            {
                yield return new(key, $"must be {least} to {most}, not {value}");
            }
        }

        if (settings.CaFile is { } path && AuthorityFile.ProblemOf(path) is { } problem)
        {
            yield return new("CaFile", problem);
        }
    }
}
