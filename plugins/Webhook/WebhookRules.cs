using System.Text.Json;
using Gateway.Plugins;
using Shared.Templates;
using Shared.Trust;

namespace Webhook;

/// <summary>What the settings of a webhook must keep.</summary>
internal static class WebhookRules
{
    /// <summary>Everything that is wrong. No message shows what a file holds.</summary>
    public static IEnumerable<SettingsProblem> Problems(WebhookSettings settings) =>
    [
        .. TargetProblems(settings),
        .. settings.Headers.Keys.Select(name => (Key: "Headers", Name: name))
            .Concat(settings.SecretHeaders.Keys.Select(name => (Key: "SecretHeaders", Name: name)))
            .Where(header => !IsHeaderName(header.Name))
            .Select(header => new SettingsProblem($"{header.Key}:{header.Name}", "is not the name of a header")),
        .. Files(settings).Where(file => !File.Exists(file.Path))
            .Select(file => new SettingsProblem(file.Key, $"no file {file.Path}")),
        .. settings.CaFile is { } path && AuthorityFile.ProblemOf(path) is { } problem
            ? [new SettingsProblem("CaFile", problem)]
            : Array.Empty<SettingsProblem>(),
        .. BodyProblems(settings),
    ];

    private static IEnumerable<SettingsProblem> TargetProblems(WebhookSettings settings)
    {
        if (settings.Url is null == settings.UrlFile is null)
        {
            yield return new("Url", "give either Url or UrlFile");
        }

        if (settings.Url is { } url && Problem(url) is { } problem)
        {
            yield return new("Url", problem);
        }

        if (settings.UrlFile is { } path && File.Exists(path))
        {
            var isAddress = Uri.TryCreate(File.ReadAllText(path).Trim(), UriKind.Absolute, out var secret);
            if (!isAddress || Problem(secret!) is not null)
            {
                yield return new("UrlFile", $"{path} holds no address that begins with http:// or https://");
            }
        }
    }

    private static string? Problem(Uri url) =>
        url.Scheme is not ("http" or "https") ? $"must begin with http:// or https://, not {url.Scheme}:"
        : url.UserInfo.Length > 0 ? "must not hold a password; name a file with the header's value in SecretHeaders"
        : null;

    private static bool IsHeaderName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static IEnumerable<(string Key, string Path)> Files(WebhookSettings settings)
    {
        (string Key, string? Path)[] optional =
            [("UrlFile", settings.UrlFile), ("BodyFile", settings.BodyFile)];
        foreach (var (key, path) in optional)
        {
            if (path is not null)
            {
                yield return (key, path);
            }
        }

        foreach (var (name, path) in settings.SecretHeaders)
        {
            yield return ($"SecretHeaders:{name}", path);
        }
    }

    private static IEnumerable<SettingsProblem> BodyProblems(WebhookSettings settings)
    {
        foreach (var (name, text) in settings.Fields)
        {
            foreach (var unknown in NotificationJson.Unknown(text))
            {
                yield return new($"Fields:{name}", Unknown(unknown));
            }
        }

        if (settings.BodyFile is not { } path || !File.Exists(path))
        {
            yield break;
        }

        if (settings.Fields.Count > 0)
        {
            yield return new("BodyFile", "stands in for Fields; leave one of them out");
        }

        var template = File.ReadAllText(path);
        foreach (var unknown in NotificationJson.Unknown(template))
        {
            yield return new("BodyFile", $"{path}: {Unknown(unknown)}");
        }

        if (!IsJson(template))
        {
            yield return new("BodyFile", $"{path} is not JSON");
        }
    }

    private static string Unknown(string name) =>
        $"{{{name}}} is nothing; there are {string.Join(", ", NotificationJson.Names.Select(known => $"{{{known}}}"))}";

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
