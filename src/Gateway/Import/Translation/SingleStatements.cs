using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Translation;

/// <summary>The keywords of a block that count once: of one that is there twice the last, as in keepalived.</summary>
internal sealed class SingleStatements
{
    private readonly Dictionary<string, Statement> _last = [];

    /// <summary>Looks at a block, and says which statements are overruled by later ones.</summary>
    /// <param name="block">The block.</param>
    /// <param name="report">Takes those.</param>
    /// <param name="repeatable">Keywords that count each time.</param>
    public SingleStatements(Statement block, ImportReport report, params ReadOnlySpan<string> repeatable)
    {
        foreach (var statement in block.Children)
        {
            if (_last.TryGetValue(statement.Keyword, out var older) && !repeatable.Contains(statement.Keyword))
            {
                report.Drop(older, $"is said again in {statement.Position}, which counts.");
                report.Cover(older);
            }

            _last[statement.Keyword] = statement;
        }
    }

    /// <summary>The statement of a keyword; null when nobody says it.</summary>
    public Statement? Find(string keyword) => _last.GetValueOrDefault(keyword);

    /// <summary>All that count, in the order of the block; of a repeatable keyword the last.</summary>
    public IEnumerable<Statement> All => _last.Values;
}
