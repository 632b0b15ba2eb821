using Gateway.Configuration.Building;
using Gateway.Configuration.Lint;
using Gateway.Configuration.Options;
using Gateway.Configuration.Reading;
using Gateway.Configuration.Reload;
using Gateway.Configuration.ReverseProxy;
using Gateway.Configuration.Showing;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration;

/// <summary>The way from files to a <see cref="GatewayConfig"/>: text, values with positions, one laid over the other,
/// options, configuration. Each step reports all that it finds, and the next one goes on with what fits, so that one
/// run names every mistake.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads and checks a file and what is laid over it: <c>appsettings.ENVIRONMENT.json</c> and
    /// <c>conf.d/*.json</c> beside it, environment variables, the command line. Starts nothing, changes
    /// nothing.</summary>
    /// <returns>The configuration, or every error in the order of the sources. A file that cannot be read is an error
    /// too.</returns>
    public static async Task<ConfigurationResult> LoadAsync(
        ConfigurationRequest request, CancellationToken cancellation)
    {
        if (Directory.Exists(request.Path))
        {
            return Refuse([new(new(request.Path, 0, 0), "", "cannot be read: it is a folder; name the file in it.")]);
        }

        // BEFORE they are read: what is saved meanwhile is a change.
        var fingerprint = Fingerprint.OfConfiguration(request);
        var path = request.Path;
        var sources = new List<(string File, ReadOnlyMemory<byte> Content)>();
        try
        {
            foreach (var file in SourceFiles.Of(request.Path, request.Environment))
            {
                path = file == request.Path ? request.ReadFrom ?? file : file;
                sources.Add((path, SourceFile.Read(path)));
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Of a file it is said already.
            var folder = SourceFiles.FragmentsOf(request.Path);
            return Refuse([new(new(folder, 0, 0), "", $"cannot be read: {SourceFile.Denial(folder)}")]);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            return Refuse([new(new(path, 0, 0), "", $"cannot be read: {exception.Message}")]);
        }

        return (await ParseAsync(request, sources, cancellation)) with { Fingerprint = fingerprint };
    }

    /// <summary>Checks the content of a file alone.</summary>
    public static Task<ConfigurationResult> ParseAsync(
        ConfigurationRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        ParseAsync(request, [(request.Path, content)], cancellation);

    private static async Task<ConfigurationResult> ParseAsync(
        ConfigurationRequest request,
        IReadOnlyList<(string File, ReadOnlyMemory<byte> Content)> sources,
        CancellationToken cancellation)
    {
        var errors = new List<ConfigurationError>();
        var layers = sources.Select(source => ConfigReader.Read(source.File, source.Content, errors)).ToArray();
        if (layers.Contains(null))
        {
            return Refuse(errors);
        }

        var overlay = new NodeOverlay(errors);
        var files = layers.Aggregate((below, above) => overlay.Lay(above!, below!))!;
        var root = overlay.Lay(LooseSources.Read(request, errors), files);
        HiddenText.Refuse(root, errors);

        var binder = new OptionsBinder(errors);
        var options = binder.Bind<GatewayOptions>(root);
        var section = YarpSectionReader.Read(options.ReverseProxy, errors);
        var (config, found) = await GatewayConfigBuilder.BuildAsync(request, options, section, cancellation);

        var positions = new PathPositions(root);
        errors.AddRange(found.Where(e => !binder.Spoiled.Contains(e.Path)).Select(e => Locate(e, positions)));
        return errors.Count == 0
            ? new() { Config = config, Root = root, Warnings = Linter.Run(config, positions, request) }
            : Refuse(errors.OrderBy(e => IndexOf(sources, e.Position.File)));
    }

    private static int IndexOf(IReadOnlyList<(string File, ReadOnlyMemory<byte> Content)> sources, string file) =>
        sources.TakeWhile(source => source.File != file).Count();

    private static ConfigurationError Locate(ConfigError error, PathPositions positions) =>
        new(positions.Find(error.Path), error.Path, error.Message);

    // Stable: files stay in their order.
    private static ConfigurationResult Refuse(IEnumerable<ConfigurationError> errors) => new()
    {
        Errors =
        [
            .. errors.GroupBy(e => e.Position.File)
                .SelectMany(file => file.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)),
        ],
    };
}
