using System.Collections.Immutable;
using Gateway.Configuration.Building;
using Gateway.Configuration.Options;
using Gateway.Configuration.Reading;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration;

/// <summary>The way from a file to a <see cref="GatewayConfig"/>: text, values with positions, options, configuration.
/// Each step reports all that it finds, and the next one goes on with what fits, so that one run names every
/// mistake.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads and checks a file. Starts nothing, changes nothing.</summary>
    /// <returns>The configuration, or every error in the order of the file. A file that cannot be read is an error
    /// too.</returns>
    public static async Task<ConfigurationResult> LoadAsync(
        ConfigurationRequest request, CancellationToken cancellation)
    {
        if (Directory.Exists(request.Path))
        {
            return Refuse([new(new(request.Path, 0, 0), "", "cannot be read: it is a folder; name the file in it.")]);
        }

        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(request.Path, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Refuse([new(new(request.Path, 0, 0), "", $"cannot be read: {exception.Message}")]);
        }

        return await ParseAsync(request, content, cancellation);
    }

    /// <summary>Checks the content of a file.</summary>
    public static async Task<ConfigurationResult> ParseAsync(
        ConfigurationRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var errors = new List<ConfigurationError>();
        if (ConfigReader.Read(request.Path, content, errors) is not { } root)
        {
            return Refuse(errors);
        }

        var binder = new OptionsBinder(errors);
        var options = binder.Bind<GatewayOptions>(root);
        var section = YarpSectionReader.Read(options.ReverseProxy, errors);
        var (config, found) = await GatewayConfigBuilder.BuildAsync(request, options, section, cancellation);

        var positions = new PathPositions(root);
        errors.AddRange(found.Where(e => !binder.Spoiled.Contains(e.Path)).Select(e => Locate(e, positions)));
        return errors.Count == 0 ? new() { Config = config } : Refuse(errors);
    }

    private static ConfigurationError Locate(ConfigError error, PathPositions positions) =>
        new(positions.Find(error.Path), error.Path, error.Message);

    private static ConfigurationResult Refuse(IEnumerable<ConfigurationError> errors) =>
        new() { Errors = [.. errors.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)] };
}
