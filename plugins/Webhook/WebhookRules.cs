using System.Text.Json;
using Gateway.Plugins;
using Shared.Requests;
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
        .. RequestRules.NameProblems("Headers", settings.Headers),
        .. RequestRules.SecretProblems(settings.SecretHeaders),
        .. FileProblems("UrlFile", settings.UrlFile),
        .. FileProblems("BodyFile", settings.BodyFile),
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

        foreach (var problem in settings.Url is { } url ? RequestRules.UrlProblems(url) : [])
        {
            yield return problem;
        }

        if (settings.UrlFile is { } path && File.Exists(path))
        {
            var isAddress = Uri.TryCreate(File.ReadAllText(path).Trim(), UriKind.Absolute, out var secret);
            if (!isAddress || RequestRules.UrlProblems(secret!).Any())
            {
                yield return new("UrlFile", $"{path} holds no address that begins with http:// or https://");
            }
        }
    }

    private static IEnumerable<SettingsProblem> FileProblems(string setting, string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            yield return new(setting, $"no file {path}");
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
