using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Configuration.Lint;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Import.Translation;
using Gateway.Vrrp.Config;

namespace Gateway.Import.Output;

/// <summary>Checks a configuration by the very reader that <c>gateway check</c> uses, for every node, and takes out
/// what it
/// refuses.</summary>
/// <param name="tree">The configuration.</param>
/// <param name="nodes">Its nodes.</param>
/// <param name="request">How <c>gateway check</c> would read it on this machine.</param>
/// <param name="report">Takes what is refused.</param>
internal sealed class OutputCheck(
    OutputTree tree, IReadOnlyList<string> nodes, ConfigurationRequest request, ImportReport report)
{
    private const int MostRounds = 200;

    /// <summary>Takes out what no machine would accept, until the rest is a configuration. What depends on the machine
    /// (plugins, scripts, files of keys) stays.</summary>
    public async Task ReduceAsync(CancellationToken cancellation)
    {
        var pure = request with
        {
            InstalledPlugins = _ => PluginSections.Plugins.ToHashSet(),
            TryCheck = null,
            TryNotify = null,
            ReadSecret = _ => new([.. new byte[32]], null),
        };
        for (var round = 0; round < MostRounds; round++)
        {
            var (config, errors) = await FindAsync(pure, cancellation);
            if (config is not null)
            {
                QuestionWeights(config);
            }

            if (config is not null || !Remove(errors))
            {
                return;
            }
        }
    }

    /// <summary>Says what this machine would refuse of the result.</summary>
    /// <returns>Whether it accepts it.</returns>
    public async Task<bool> ConfirmAsync(CancellationToken cancellation)
    {
        var (config, errors) = await FindAsync(request, cancellation);
        foreach (var error in errors)
        {
            report.Add(new(Outcome.Attention, new(error.Position.File, error.Position.Line), error.Path, "",
                $"`gateway check` on this machine says: {error.Message}"));
        }

        return config is not null;
    }

    // The errors of the first node that has any: most are the same for all.
    private async Task<(GatewayConfig? Config, ImmutableArray<ConfigurationError> Errors)> FindAsync(
        ConfigurationRequest asked, CancellationToken cancellation)
    {
        var content = Encoding.UTF8.GetBytes(ConfigurationText.Write(tree));
        GatewayConfig? config = null;
        foreach (var node in nodes)
        {
            var result = await ConfigurationFile.ParseAsync(asked with { NodeName = node }, content, cancellation);
            if (!result.Errors.IsEmpty)
            {
                return (null, result.Errors);
            }

            config = result.Config;
        }

        return (config, []);
    }

    // keepalived runs with such a weight, and so does the gateway: it is as it was, and nobody knew.
    private void QuestionWeights(GatewayConfig config)
    {
        foreach (var found in new WeightTooSmall().Find(config))
        {
            if (tree.SourceOf(found.Path) is { } source)
            {
                report.Question(found.Path, source, $"it is written, as in keepalived, but {found.Message}");
            }
        }
    }

    private bool Remove(ImmutableArray<ConfigurationError> errors)
    {
        var removed = new List<string>();
        // From the last: the indices of lists stay what they are.
        foreach (var error in errors.Where(error => error.Path.Length > 0).Reverse())
        {
            if (removed.Exists(path => $"{error.Path}:".StartsWith($"{path}:", StringComparison.Ordinal)))
            {
                continue;
            }

            var source = tree.SourceOf(error.Path);
            if (tree.Remove(WhatGoesWith(error.Path)) is not { } gone)
            {
                continue;
            }

            removed.Add(gone.Path);
            var what = $"{gone.Path}: {Text(gone.Path, gone.Value)}";
            tree.Comment(Parent(gone.Path), $"left out, since `gateway check` refuses it: {what}");
            report.Retract(gone.Path, new(
                Outcome.Attention, source?.Position ?? new ConfPosition(request.Path, 0), source?.Quote ?? gone.Path,
                gone.Path,
                $"`gateway check` refuses it, so it is left out: {error.Message}"));
        }

        return removed.Count > 0;
    }

    // An action without the last of its Instances would tell of all of them: it goes, too.
    private static string WhatGoesWith(string path) =>
        path.StartsWith("Notify:", StringComparison.Ordinal) && path.EndsWith(":Instances", StringComparison.Ordinal)
            ? Parent(path)
            : path;

    private static string Text(string path, JsonNode value) =>
        path.Contains("Authentication", StringComparison.Ordinal) ? "***"
        : value is JsonObject or JsonArray ? "..."
        : value.ToJsonString();

    private static string Parent(string path) =>
        path.LastIndexOf(':') is >= 0 and var colon ? path[..colon] : "";
}
