using Gateway.Configuration;
using Gateway.Import;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Import.Translation;
using Gateway.Tests.Configuration;
using Shared;

namespace Gateway.Tests.Import;

/// <summary>The samples beside this file: the keepalived.conf of each machine, the configuration that they come to, and
/// the report.</summary>
internal static class ImportSamples
{
    private static readonly ImportSource[] Pair = [new("edge-a.conf", "edge-a"), new("edge-b.conf", "edge-b")];

    public static IReadOnlyDictionary<string, ImportSource[]> Sources { get; } = new Dictionary<string, ImportSource[]>
    {
        ["pair"] = Pair,
        ["groups"] = Pair,
        ["unicast"] = Pair,
        ["scripts"] = Pair,
        ["lvs"] = Pair,
        ["parameters"] = Pair,
        ["differences"] = Pair,
        ["active-active"] = Pair,
        ["global"] = Pair,
        ["includes"] = [new("a/keepalived.conf", "edge-a"), new("b/keepalived.conf", "edge-b")],
        ["conditional"] = [new("both.conf", "edge-a", "main"), new("both.conf", "edge-b", "backup")],
        ["single"] = [new("keepalived.conf")],
        ["traps"] = [new("edge-a.conf", "edge-a")],
    };

    public static string FolderOf(string sample) =>
        Repository.PathOf($"tests/Gateway.Tests/Import/Samples/{sample}");

    public static Task<ImportResult> ImportAsync(string sample) =>
        ImportAsync(Sources[sample], FilesIn(FolderOf(sample)));

    public static Task<ImportResult> ImportAsync(IReadOnlyList<ImportSource> sources, ConfFiles files) =>
        KeepalivedImport.RunAsync(RequestFor(sources, files), CancellationToken.None);

    public static ImportRequest RequestFor(IReadOnlyList<ImportSource> sources, ConfFiles files) =>
        new(sources, Check) { Files = files };

    /// <summary>One file of one machine, as text.</summary>
    public static Task<ImportResult> ImportTextAsync(string text) =>
        ImportAsync([new("k.conf", "edge-a")], new ConfFiles(_ => text, _ => []));

    /// <summary>The lines of a report, without the file's name.</summary>
    public static IEnumerable<string> Lines(ImportResult result, Outcome outcome) => result.Entries
        .Where(entry => entry.Outcome == outcome)
        .Select(entry => ReportText.Line(entry).Replace("k.conf:", "", StringComparison.Ordinal));

    private static ConfigurationRequest Check { get; } = ConfigText.Request with
    {
        InstalledPlugins = _ => PluginSections.Plugins.ToHashSet(),
        ReadSecret = _ => new([.. new byte[32]], null),
    };

    // Relative to the sample, so that the report says the same on every machine.
    private static ConfFiles FilesIn(string folder) => new(
        path => ConfFiles.Disk.Read(Path.Combine(folder, path)),
        pattern =>
        [
            .. ConfFiles.Disk.Match(Path.GetFullPath(Path.Combine(folder, pattern)))
                .Select(file => Path.GetRelativePath(folder, file)),
        ]);
}
