using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Showing;

namespace Gateway.Doctor;

/// <summary>Writes findings down.</summary>
internal static class DoctorReport
{
    /// <summary>Two lines a finding: what is wrong, and what to type.</summary>
    public static string Text(ImmutableArray<Finding> findings) => findings.IsEmpty
        ? "Nothing is wrong.\n"
        : string.Concat(findings.Select(finding =>
            $"{Word(finding)} [{finding.Id}] {finding.Subject}: {finding.What}\n    {finding.Remedy}\n"));

    /// <summary>An array of objects with <c>id</c>, <c>severity</c> (<c>warning</c>, <c>failure</c>), <c>subject</c>,
    /// <c>what</c>, <c>remedy</c> and <c>source</c> (<c>machine</c>, <c>gateway</c>).</summary>
    public static string Json(ImmutableArray<Finding> findings) => new JsonArray([.. findings.Select(finding =>
        new JsonObject
        {
            ["id"] = finding.Id, ["severity"] = Word(finding), ["subject"] = finding.Subject,
            ["what"] = finding.What, ["remedy"] = finding.Remedy, ["source"] = finding.Source,
        })]).ToJsonString(ReadableJson.Indented) + "\n";

    /// <summary>The exit code: 0 without a finding, 1 with warnings alone, 2 with a failure.</summary>
    public static int ExitCodeOf(ImmutableArray<Finding> findings) =>
        findings.IsEmpty ? 0 : 1 + (int)findings.Max(finding => finding.Severity);

    private static string Word(Finding finding) => finding.Severity == Severity.Failure ? "failure" : "warning";
}
