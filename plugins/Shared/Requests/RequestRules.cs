using Gateway.Plugins;

namespace Shared.Requests;

/// <summary>What the settings of a plugin that sends HTTP requests must keep.</summary>
internal static class RequestRules
{
    /// <summary>What is wrong with the setting <c>Url</c>.</summary>
    public static IEnumerable<SettingsProblem> UrlProblems(Uri url)
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

    /// <summary>What is wrong with the names of headers.</summary>
    /// <param name="setting">The setting that has them.</param>
    /// <param name="headers">Name to value.</param>
    public static IEnumerable<SettingsProblem> NameProblems(
        string setting, IReadOnlyDictionary<string, string> headers) =>
        headers.Keys.Where(name => !IsName(name))
            .Select(name => new SettingsProblem($"{setting}:{name}", "is not the name of a header"));

    /// <summary>What is wrong with the setting <c>SecretHeaders</c>: name to a file with the value.</summary>
    public static IEnumerable<SettingsProblem> SecretProblems(IReadOnlyDictionary<string, string> secretHeaders) =>
        NameProblems("SecretHeaders", secretHeaders).Concat(secretHeaders
            .Where(header => !File.Exists(header.Value))
            .Select(header => new SettingsProblem($"SecretHeaders:{header.Key}", $"no file {header.Value}")));

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
