using Gateway.Plugins;
using Shared.Trust;

namespace Http;

/// <summary>What the settings of an HTTP check must keep.</summary>
internal static class HttpRules
{
    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<SettingsProblem> Problems(HttpSettings settings) =>
    [
        .. UrlProblems(settings.Url),
        .. MethodProblems(settings.Method),
        .. settings.Status.Select((status, index) => (status, index))
            .Where(item => item.status is < 100 or > 599)
            .Select(item => new SettingsProblem($"Status:{item.index}", $"must be 100 to 599, not {item.status}")),
        .. HeaderProblems("Headers", settings.Headers),
        .. HeaderProblems("SecretHeaders", settings.SecretHeaders),
        .. HeaderProblems("ResponseHeaders", settings.ResponseHeaders),
        .. settings.SecretHeaders.Where(header => !File.Exists(header.Value))
            .Select(header => new SettingsProblem($"SecretHeaders:{header.Key}", $"no file {header.Value}")),
        .. settings.BodyContains is "" ? [new SettingsProblem("BodyContains", "is empty; leave it out")] : Nothing,
        .. TlsProblems(settings),
    ];

    private static SettingsProblem[] Nothing => [];

    private static IEnumerable<SettingsProblem> UrlProblems(Uri url)
    {
        if (url.Scheme is not ("http" or "https"))
        {
            yield return new("Url", $"must begin with http:// or https://, not {url.Scheme}:");
        }

        if (url.UserInfo.Length > 0)
        {
            yield return new("Url", "must not hold a password; name a file with the header's value in SecretHeaders");
        }
    }

    private static IEnumerable<SettingsProblem> MethodProblems(string method)
    {
        if (method.Length == 0 || !method.All(char.IsAsciiLetterUpper))
        {
            yield return new("Method", $"must be a method such as GET or HEAD, not \"{method}\"");
        }
    }

    private static IEnumerable<SettingsProblem> HeaderProblems(
        string key, IReadOnlyDictionary<string, string> headers) =>
        from header in headers
        where header.Key.Length == 0
            || !header.Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        select new SettingsProblem($"{key}:{header.Key}", "is not the name of a header");

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
