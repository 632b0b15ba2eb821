namespace Benchmarks;

/// <summary>What the command line says.</summary>
/// <param name="Rounds">How often each row is measured; the median counts.</param>
/// <param name="Window">How long each time.</param>
/// <param name="IdleConnections">How many connections are held to find the memory of one.</param>
/// <param name="Only">Subjects; none: all.</param>
/// <param name="Row">What the name of a row contains.</param>
internal sealed record Settings(int Rounds, TimeSpan Window, int IdleConnections, string[] Only, string Row)
{
    /// <summary>Reads it.</summary>
    public static bool TryRead(string[] arguments, out Settings settings)
    {
        settings = new(3, TimeSpan.FromSeconds(2), 10_000, [], "");
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--quick":
                    settings = settings with { Rounds = 1, Window = TimeSpan.FromSeconds(1), IdleConnections = 2_000 };
                    break;
                case "--only" when value is not null:
                    settings = settings with { Only = value.Split(',') };
                    i++;
                    break;
                case "--row" when value is not null:
                    settings = settings with { Row = value };
                    i++;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
