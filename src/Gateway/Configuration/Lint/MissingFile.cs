using Gateway.Configuration.Building;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A file or folder that is named and not there may be meant to be: the configuration is checked before the
/// machine is complete, or on another one. It may be misspelled as well.</summary>
/// <param name="isThere">Looks for a file or folder (absolute); null not to look.</param>
internal sealed class MissingFile(Func<string, bool>? isThere) : ILintRule
{
    /// <inheritdoc/>
    public string Id => "missing-file";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) => isThere is null
        ? []
        : FilesOf(config).Concat(FallbacksOf(config)).Concat(FoldersOf(config)).Concat(LogFolderOf(config))
            .Where(named => !isThere(named.File)).DistinctBy(named => named.File)
            .Select(named => new ConfigError(
                named.Path, $"{named.File} is not there: {named.Outcome}; make it, or correct the path."));

    // What is said at the top BEFORE the routes that take it over.
    private static IEnumerable<(string Path, string File, string Outcome)> FilesOf(GatewayConfig config) =>
        config.ErrorPages.Select(page => ($"ErrorPages:{page.Key}", page.Value, OutcomeOf(page.Key))).Concat(
            from route in config.Routes
            from text in route.Metadata ?? new Dictionary<string, string>()
            where RouteFiles.KindOf(text.Key) is not null
            select ($"{ProxyBuilder.PathOf(route)}:{text.Key.Replace('.', ':')}", text.Value, OutcomeOf(text.Key)));

    private static string OutcomeOf(string key) => key == RouteFiles.Users
        ? "nobody gets in (401)"
        : "requests that need it go without";

    // Of a folder that is not there, that is told already.
    private IEnumerable<(string Path, string File, string Outcome)> FallbacksOf(GatewayConfig config) =>
        from route in config.Routes
        let files = RouteExtrasReader.Read(route.Metadata).Files
        where files is { Fallback: not null } && isThere!(files.Folder)
        select ($"{ProxyBuilder.PathOf(route)}:Files:Fallback", Path.Join(files.Folder, files.Fallback),
            "what is not in the folder gets 404");

    private static IEnumerable<(string Path, string File, string Outcome)> FoldersOf(GatewayConfig config) =>
        config.CertificateFolders.Select((folder, index) => (
            $"Tls:Certificates:{index}", folder,
            "a gateway that starts issues certificates of its internal CA instead, and one that runs refuses to take "
            + "the folder up"));

    // The file itself is made.
    private static IEnumerable<(string Path, string File, string Outcome)> LogFolderOf(GatewayConfig config) =>
        Path.GetDirectoryName(config.AccessLog?.File) is { } folder
            ? [("AccessLog:File", folder, "requests are served without their line")]
            : [];
}
