using System.Collections.Immutable;
using Gateway.Doctor;

namespace Gateway.Tests.Doctor;

/// <summary>What <c>gateway doctor</c> writes, and returns to the shell (issue 7, point 2).</summary>
public sealed class DoctorReportTests
{
    [Fact]
    public void No_finding_is_said_and_fine()
    {
        Assert.Equal("Nothing is wrong.\n", DoctorReport.Text([]));
        Assert.Equal("[]\n", DoctorReport.Json([]));
        Assert.Equal(0, DoctorReport.ExitCodeOf([]));
    }

    [Fact]
    public void The_worst_finding_decides_and_programs_get_them_all()
    {
        ImmutableArray<Finding> findings =
            [Finding.Warning("one", "a", "b", "c"), Finding.Failure("two", "d", "e \"f\"", "g")];

        Assert.Equal(1, DoctorReport.ExitCodeOf(findings[..1]));
        Assert.Equal(2, DoctorReport.ExitCodeOf(findings));
        Assert.Equal("warning [one] a: b\n    c\nfailure [two] d: e \"f\"\n    g\n", DoctorReport.Text(findings));
        Assert.Equal(
            """[{"id":"two","severity":"failure","subject":"d","what":"e \"f\"","remedy":"g","source":"machine"}]""",
            System.Text.Json.Nodes.JsonNode.Parse(DoctorReport.Json(findings[1..]))!.ToJsonString()
                .Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }
}
