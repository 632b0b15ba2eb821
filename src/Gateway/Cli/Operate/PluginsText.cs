using Gateway.Admin.Status;

namespace Gateway.Cli.Operate;

/// <summary>Plugins as an operator reads them.</summary>
/// <param name="paint">Colours.</param>
internal sealed class PluginsText(Paint paint)
{
    /// <summary>One line each.</summary>
    public string Describe(IEnumerable<PluginReport> plugins)
    {
        var table = new TextTable(paint, "PLUGIN", "GENERATION", "USED BY");
        foreach (var one in plugins)
        {
            var generation = one.Generation == 0 ? "-" : $"{one.Generation}";
            table.Add([one.Name, generation, one.UsedBy.IsEmpty ? "-" : string.Join(", ", one.UsedBy)]);
            if (!one.Installed)
            {
                table.Note("its folder is gone: its checks fail, and its actions tell nobody");
            }
        }

        return table.ToString() is { Length: > 0 } text ? text : "There are no plugins.\n";
    }
}
