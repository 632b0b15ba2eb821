using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Doctor;

/// <summary>Writes findings down.</summary>
internal static class DoctorReport
{
    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Two lines a finding: what is wrong, and what to type.</summary>
    public static string Text(ImmutableArray<Finding> findings) => findings.IsEmpty
        ? "Nothing is wrong.\n"
        : string.Concat(findings.Select(finding =>
            $"{Word(finding)} [{finding.Id}] {finding.Subject}: {finding.What}\n    {finding.Remedy}\n"));

    /// <summary>An array of objects with <c>Id</c>, <c>Severity</c> (<c>warning</c>, <c>failure</c>), <c>Subject</c>,
    /// <c>What</c>, <c>Remedy</c> and <c>Source</c> (<c>machine</c>, <c>gateway</c>).</summary>
    public static string Json(ImmutableArray<Finding> findings) => new JsonArray([.. findings.Select(finding =>
        new JsonObject
        {
            ["Id"] = finding.Id, ["Severity"] = Word(finding), ["Subject"] = finding.Subject,
            ["What"] = finding.What, ["Remedy"] = finding.Remedy, ["Source"] = finding.Source,
        })]).ToJsonString(Format) + "\n";

    /// <summary>The exit code: 0 without a finding, 1 with warnings alone, 2 with a failure.</summary>
    public static int ExitCodeOf(ImmutableArray<Finding> findings) =>
        findings.IsEmpty ? 0 : 1 + (int)findings.Max(finding => finding.Severity);

    private static string Word(Finding finding) => finding.Severity == Severity.Failure ? "failure" : "warning";
}
