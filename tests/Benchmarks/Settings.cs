namespace Benchmarks;

/// <summary>What the command line says.</summary>
/// <param name="Rounds">How often each row is measured by each subject in turn; medians count.</param>
/// <param name="Window">How long each time.</param>
/// <param name="WarmUp">How long each row is asked for at once beforehand.</param>
/// <param name="WarmUps">How often at most, until compiling is over.</param>
/// <param name="IdleConnections">How many connections are held to find the memory of one.</param>
/// <param name="Only">Subjects; none: all.</param>
/// <param name="Rows">What the names of rows contain; none: all.</param>
/// <param name="Beside">Other builds of the gateway.</param>
internal sealed record Settings(
    int Rounds, TimeSpan Window, TimeSpan WarmUp, int WarmUps, int IdleConnections, string[] Only, string[] Rows,
    (string Name, string Program)[] Beside)
{
    /// <summary>Whether a row is to be measured.</summary>
    public bool Wants(string row) =>
        Rows.Length == 0 || Rows.Any(words => row.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads it.</summary>
    public static bool TryRead(string[] arguments, out Settings settings)
    {
        settings = new(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 12, 10_000, [], [], []);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--quick":
                    settings = new(
                        3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 1, 2_000,
                        settings.Only, settings.Rows, settings.Beside);
                    break;
                case "--only" when value is not null:
                    settings = settings with { Only = value.Split(',') };
                    i++;
                    break;
                case "--row" when value is not null:
                    settings = settings with { Rows = value.Split('|') };
                    i++;
                    break;
                case "--beside" when value?.Split('=', 2) is [var name, var program]:
                    settings = settings with { Beside = [.. settings.Beside, (name, program)] };
                    i++;
                    break;
                case "--rounds" when int.TryParse(value, out var rounds):
                    settings = settings with { Rounds = rounds };
                    i++;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
