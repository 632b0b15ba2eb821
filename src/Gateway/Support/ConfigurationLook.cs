using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Configuration.Reading;
using Gateway.Configuration.Reload;
using Gateway.Configuration.Showing;

namespace Gateway.Support;

/// <summary>A configuration as a bug report needs it: valid or not.</summary>
/// <param name="Path">The file.</param>
/// <param name="Result">What reading it came to.</param>
/// <param name="Root">What is written; null when it cannot be read, or is not JSON.</param>
internal sealed record ConfigurationLook(string Path, ConfigurationResult Result, ConfigNode? Root)
{
    private static readonly LooseValues Loose = new(HiddenText.RedactPath);

    /// <summary>The configuration without its secrets; null when <see cref="Root"/> is.</summary>
    public ShownValue? Shown => Root is null ? null
        : Result.Config is null ? Loose.Show(Root)
        : ShownConfiguration.Of(Result);

    /// <summary>Looks at the file and what is laid over it.</summary>
    public static async Task<ConfigurationLook> OfFileAsync(
        ConfigurationRequest request, CancellationToken cancellation)
    {
        var result = await ConfigurationFile.LoadAsync(request, cancellation);
        return new(request.Path, result, result.Root ?? ReadLoosely(
            () => SourceFiles.Of(request.Path, request.Environment), LooseSources.Read(request, [])));
    }

    /// <summary>Looks at the copy of what ran last.</summary>
    public static async Task<ConfigurationLook> OfCopyAsync(
        LastGoodCopy copy, ConfigurationRequest request, CancellationToken cancellation)
    {
        var result = await copy.LoadAsync(request, cancellation);
        return new(copy.Path, result, result.Root ?? ReadLoosely(() => [copy.Path], above: null));
    }

    /// <summary>As <c>gateway config show</c> has it; before an invalid one, in comments, everything that is
    /// wrong.</summary>
    public string Describe() =>
        string.Concat(Result.Errors.Select(error => $"// {error.ToString().ReplaceLineEndings(" ")}\n"))
        + (Shown is null ? "" : ShownText.Write(
            Shown,
            Result.Config is { } config ? $"{Path} as {config.NodeName} runs it" : $"{Path}, which is not valid",
            System.IO.Path.GetDirectoryName(Path) ?? ""));

    private static ConfigNode? ReadLoosely(Func<ImmutableArray<string>> list, ConfigNode? above)
    {
        try
        {
            ConfigNode?[] layers = [.. list().Select(file => ConfigReader.Read(file, SourceFile.Read(file), []))];
            return layers.Contains(null) ? null
                : layers.Append(above).OfType<ConfigNode>()
                    .Aggregate((below, next) => new NodeOverlay([]).Lay(next, below));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
