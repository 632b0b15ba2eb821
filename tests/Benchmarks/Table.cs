using System.Globalization;

namespace Benchmarks;

/// <summary>A table in Markdown.</summary>
internal static class Table
{
    /// <summary>Writes the head.</summary>
    public static void Head(params IEnumerable<string> cells)
    {
        var all = cells.ToArray();
        Console.WriteLine();
        Row(all);
        Console.WriteLine($"|{string.Concat(all.Select(_ => "---|"))}");
    }

    /// <summary>Writes a row.</summary>
    public static void Row(params IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>A figure with three digits or so; a dash for none.</summary>
    public static string Figure(double value) => double.IsNaN(value) ? "-"
        : value.ToString(
            value >= 1_000 ? "N0" : value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
