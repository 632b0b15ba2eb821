using System.Text;
using System.Text.Json;
using Gateway.Import;
using Gateway.Import.Output;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Tests.Import;

/// <summary>Whatever stands in a file: it becomes a configuration and a report, never an exception, and no keyword goes
/// unmentioned.</summary>
public sealed class ImportFuzzTests
{
    // Imports of two files, each with one to five mutations.
    private const int Imports = 500;

    // The check makes a proxy's configuration each time, which takes longer than all the rest.
    private const int EachChecked = 20;

    private static readonly string[] Fragments =
    [
        "{", "}", "\"", "'", "\\", "#", "!", "$", "${", "$A=", "$A", "${A}", "@x ", "@^x ", "~SEQ(A,1,3) ", "~SEQ(A,",
        "~LST(", "~LST({A,B},{1,2}) ", "include ", "include *", "include k.conf", "\n", "\r\n", "\0", "\t", "-1", "0",
        "256", "99999999999", "0.001", "1e9", "weight", "reverse", "dev", "/33", "/0", "::1", "fe80::1", "ü", "\u2028",
        "\ud800", "virtual_ipaddress {", "vrrp_instance a {", "priority", "notify \"", "script \"", "$A= \\\n$A "
            + "\\\n$A\n$A\n", "track_script {",
    ];

    public static TheoryData<int> Seeds => [1, 2, 20261121];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_mutated_sample_becomes_a_configuration_and_a_report_but_never_an_exception(int seed)
    {
        var samples = Directory.GetFiles(ImportSamples.FolderOf(""), "*.conf", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        var random = new Random(seed);
        for (var i = 0; i < Imports; i++)
        {
            var (first, second) = (Mutate(samples, random), Mutate(samples, random));
            var request = ImportSamples.RequestFor([new("k.conf", "x"), new("l.conf")], new(
                path => path == "k.conf" ? first : second,
                pattern => pattern.Contains('*', StringComparison.Ordinal) ? ["k.conf", "l.conf"] : [pattern]));
            try
            {
                AssertComplete(KeepalivedImport.Draft(request), first, request.Files);
                if (i % EachChecked == 0)
                {
                    var result = await KeepalivedImport.RunAsync(request, CancellationToken.None);
                    Assert.True(result.IsAccepted, $"the check refuses {result.Text}");
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, mutation {i}:\n{first}\n---\n{second}", exception);
            }
        }
    }

    // The text is JSON, and every statement, or a block around it, stands in the report with its line.
    private static void AssertComplete((OutputTree Tree, ImportReport Report) draft, string text, ConfFiles files)
    {
        using var json = JsonDocument.Parse(
            ConfigurationText.Write(draft.Tree), new() { CommentHandling = JsonCommentHandling.Skip });
        var entries = draft.Report.Entries;
        Assert.All(entries, entry => Assert.DoesNotContain(ReportText.Line(entry), char.IsControl));

        var told = entries.Select(entry => entry.Position).ToHashSet();
        var root = StatementReader.Read("k.conf", LineSource.Read("k.conf", "x", files).Lines, []);
        var silent = Silent(root, told).Select(statement => statement.Quote).ToList();
        Assert.True(silent.Count == 0, $"nothing is said of {string.Join(" | ", silent)} in\n{text}");
    }

    private static IEnumerable<Statement> Silent(Statement block, HashSet<ConfPosition> told) => block.Children
        .Where(child => !told.Contains(child.Position))
        .SelectMany(child => child.IsBlock && IsTransparent(child) ? Silent(child, told) : [child]);

    // Blocks whose braces are no news of their own: what is in them is told one by one.
    private static bool IsTransparent(Statement block) => block.Keyword is "global_defs" or "group" or "authentication"
        or "auth_hmac" or "virtual_ipaddress" or "virtual_ipaddress_excluded" or "unicast_peer"
        || block.Keyword.StartsWith("track_", StringComparison.Ordinal);

    private static string Mutate(string[] samples, Random random)
    {
        var text = new StringBuilder(samples[random.Next(samples.Length)]);
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 60), text.Length - at);
            switch (random.Next(5))
            {
                case 0: // cut a piece
                    _ = text.Remove(at, length);
                    break;
                case 1: // insert what means something
                case 2:
                    _ = text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 3: // a piece of another sample
                    var other = samples[random.Next(samples.Length)];
                    var start = random.Next(other.Length);
                    _ = text.Insert(at, other.AsSpan(start, Math.Min(random.Next(1, 200), other.Length - start)));
                    break;
                default: // another letter
                    _ = text.Length > at ? text.Replace(text[at], (char)random.Next(1, 128), at, 1) : text;
                    break;
            }
        }

        return text.ToString();
    }
}
