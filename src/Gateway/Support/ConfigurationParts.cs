using System.Collections.Immutable;

namespace Gateway.Support;

/// <summary>What the gateway is to run and ran last, and all secrets of both.</summary>
/// <param name="file">The files.</param>
/// <param name="copy">The copy of what ran last; null when there is none.</param>
internal sealed class ConfigurationParts(ConfigurationLook file, ConfigurationLook? copy)
{
    private const string FileName = "configuration.json";
    private const string FileWhat = "the configuration as this node runs it";
    private const string CopyName = "last-good.json";
    private const string CopyWhat = "the configuration that ran last";

    /// <summary>Finds the secrets.</summary>
    /// <returns>What takes them out of texts; and why not all are known, null when they are.</returns>
    public (Redaction Redaction, string? Gap) FindSecrets()
    {
        var search = new SecretSearch(Path.GetDirectoryName(Path.GetFullPath(file.Path))!);
        foreach (var look in new[] { file, copy }.OfType<ConfigurationLook>().Where(look => look.Root is not null))
        {
            search.Search(look.Root!, look.Shown!);
        }

        var redaction = new Redaction(search.Found);
        return (redaction, IsKnown ? search.Unread.Select(redaction.Known).FirstOrDefault()
            : $"{file.Path} cannot be read, or is not JSON, so that nobody knows its secrets.");
    }

    /// <summary>Whether one of the two was read, so that its secrets can be hidden.</summary>
    public bool IsKnown => file.Root is not null || copy?.Root is not null;

    /// <summary>Shows both.</summary>
    public ImmutableArray<SupportPart> Show(Redaction redaction) =>
    [
        SupportPart.Of(FileName, FileWhat, redaction.Known(file.Describe())),
        copy is null
            ? SupportPart.Without(CopyName, CopyWhat, "No gateway has kept one, or you may not see it: run it as root.")
            : SupportPart.Of(CopyName, CopyWhat, redaction.Known(copy.Describe())),
    ];
}
