using Gateway.Plugins;
using Shared.Requests;
using Shared.Trust;

namespace Http;

/// <summary>What the settings of an HTTP check must keep.</summary>
internal static class HttpRules
{
    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<SettingsProblem> Problems(HttpSettings settings) =>
    [
        .. RequestRules.UrlProblems(settings.Url),
        .. MethodProblems(settings.Method),
        .. settings.Status.Select((status, index) => (status, index))
            .Where(item => item.status is < 100 or > 599)
            .Select(item => new SettingsProblem($"Status:{item.index}", $"must be 100 to 599, not {item.status}")),
        .. RequestRules.NameProblems("Headers", settings.Headers),
        .. RequestRules.SecretProblems(settings.SecretHeaders),
        .. RequestRules.NameProblems("ResponseHeaders", settings.ResponseHeaders),
        .. settings.BodyContains is "" ? [new SettingsProblem("BodyContains", "is empty; leave it out")] : Nothing,
        .. TlsProblems(settings),
    ];

    private static SettingsProblem[] Nothing => [];

    private static IEnumerable<SettingsProblem> MethodProblems(string method)
    {
        if (method.Length == 0 || !method.All(char.IsAsciiLetterUpper))
        {
            yield return new("Method", $"must be a method such as GET or HEAD, not \"{method}\"");
        }
    }

    private static IEnumerable<SettingsProblem> TlsProblems(HttpSettings settings)
    {
        if (settings.CaFile is { } path && AuthorityFile.ProblemOf(path) is { } problem)
        {
            yield return new("CaFile", problem);
        }

        if (settings.CaFile is not null && settings.SkipTlsVerification)
        {
            yield return new("SkipTlsVerification", "makes CaFile pointless; leave one of them out");
        }
    }
}
