using Gateway.Import.Drafts;
using Gateway.Import.Merging;
using Gateway.Import.Output;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Import.Translation;
using Gateway.Vrrp.Config;

namespace Gateway.Import;

/// <summary>Makes one configuration out of the keepalived.conf of each machine: reads, translates, merges,
/// checks.</summary>
internal sealed class KeepalivedImport
{
    private readonly ImportRequest _request;
    private readonly ImportReport _report = new();
    private readonly Dictionary<ConfPosition, (string Text, int Count)> _skipped = [];

    private KeepalivedImport(ImportRequest request) => _request = request;

    /// <summary>Imports.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read.</exception>
    public static Task<ImportResult> RunAsync(ImportRequest request, CancellationToken cancellation) =>
        new KeepalivedImport(request).RunAsync(cancellation);

    /// <summary>Imports, and leaves the result unchecked.</summary>
    /// <returns>The result, and the report so far.</returns>
    public static (OutputTree Tree, ImportReport Report) Draft(ImportRequest request)
    {
        var import = new KeepalivedImport(request);
        return (import.Draft(), import._report);
    }

    private OutputTree Draft()
    {
        var roots = _request.Sources.Select(ReadFile).ToList();
        TellSkipped();
        var tree = NodeMerge.Merge(Translate(roots), _report);
        WriteHead(tree);
        return tree;
    }

    private async Task<ImportResult> RunAsync(CancellationToken cancellation)
    {
        var tree = Draft();
        var names = tree.Root["Nodes"]!.AsObject().Select(node => node.Key).ToList();
        var check = new OutputCheck(tree, names, _request.Check, _report);
        await check.ReduceAsync(cancellation);
        var isAccepted = await check.ConfirmAsync(cancellation);
        var text = ConfigurationText.Write(tree);
        return new(text, [.. _report.Entries.Distinct().OrderBy(entry => entry.Position)], isAccepted,
            text.Contains("\"Authentication\"", StringComparison.Ordinal));
    }

    private Statement ReadFile(ImportSource source)
    {
        var id = source.Id ?? source.Name ?? _request.Check.HostName.Split('.')[0];
        var text = LineSource.Read(source.File, id, _request.Files);
        var problems = new List<ConfProblem>(text.Problems);
        var root = StatementReader.Read(source.File, text.Lines, problems);
        foreach (var (position, subject, message) in problems)
        {
            _report.Add(new(Outcome.Attention, position, subject, "", message));
        }

        foreach (var (position, line) in text.Skipped.Distinct())
        {
            _skipped[position] = (line, _skipped.GetValueOrDefault(position).Count + 1);
        }

        return root;
    }

    // A line that is for one of the machines is no news to the other.
    private void TellSkipped()
    {
        foreach (var (position, (text, count)) in _skipped)
        {
            var readers = _request.Sources.Count(source => source.File == position.File);
            if (count >= Math.Max(readers, 1))
            {
                _report.Add(new(Outcome.Attention, position, LineQuote.Of(text), "",
                    "no machine that is imported has this id (--id, else --node, else the host's name); it is left "
                        + "out."));
            }
        }
    }

    private List<NodeDraft> Translate(List<Statement> roots)
    {
        var nodes = new List<NodeDraft>();
        var names = new InstanceNames();
        foreach (var (source, root) in _request.Sources.Zip(roots))
        {
            names.AddFile(root);
            var name = source.Name ?? NameOf(root, nodes);
            nodes.Add(NodeTranslation.Translate(name, root, names, _report));
        }

        return nodes;
    }

    private string NameOf(Statement root, List<NodeDraft> others)
    {
        var own = root.All("global_defs").SelectMany(block => block.All("router_id")).LastOrDefault()?.Value;
        // LVS_DEVEL stands in the sample that every package brings.
        var isTaken = own is null or "LVS_DEVEL" || !ConfigName.IsValid(own)
            || _request.Sources.Any(source => source.Name == own) || others.Any(other => other.Name == own);
        var name = !isTaken
            ? own!
            : FormattableString.Invariant($"edge-{(char)('a' + (others.Count % 26))}");
        name = others.Any(other => other.Name == name) ? $"{name}-{others.Count + 1}" : name;
        _report.Add(new(Outcome.Defaulted, root.Position, "--node", $"Nodes:{name}",
            $"the machine is called {name}" + (name == own ? ", as its router_id says" : "")
            + "; a machine finds itself by its host name, or run the gateway with --node."));
        return name;
    }

    private void WriteHead(OutputTree tree)
    {
        tree.Comment("", $"Imported from "
            + $"{string.Join(", ", _request.Sources.Select(source => source.File).Distinct())}.");
        tree.Comment("", "What keepalived knew nothing of is still to be said: Listen, Tls, Sites or ReverseProxy, and "
            + "a weight for");
        tree.Comment("", "the built-in check \"proxy\" in Track (-60 or so), so that the addresses follow the proxy.");
    }
}
