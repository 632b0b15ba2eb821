using Tidy.Sources;

namespace Tidy.Settings;

/// <summary>Every project is built and locked; the README's commands run, and the pipeline runs the same.</summary>
public sealed class HouseTests
{
    [Fact]
    public void Every_project_is_in_the_solution() => Law.Holds(HouseRules.OutsideSolution(
        Repository.Read("Gateway.sln"), Repository.Projects.Select(project => project.Path)));

    [Fact]
    public void Every_project_is_locked() =>
        Law.Holds(HouseRules.Unlocked(Repository.Projects.Select(project => project.Path), Repository.Has));

    [Theory]
    [InlineData("demo.sh")]
    [InlineData("test.sh")]
    public void The_README_names_a_script_that_runs(string script)
    {
        Assert.Contains($"./{script}", Repository.Read("README.md"), StringComparison.Ordinal);
        Law.Holds(HouseRules.NotExecutable(script, Repository.ModeOf(script)));
    }

    [Fact]
    public void The_pipeline_runs_the_tests()
    {
        Assert.Matches(@"(?m)^(exec )?\./test\.sh$", Repository.Read(".ci/run"));
        Law.Holds(HouseRules.NotExecutable(".ci/run", Repository.ModeOf(".ci/run")));
    }

    [Fact]
    public void A_project_outside_the_solution_is_found()
    {
        const string Solution = """
            Project("{1}") = "Vrrp", "src\Vrrp\Vrrp.csproj", "{2}"
            EndProject
            """;

        var found = HouseRules.OutsideSolution(Solution, ["src/Vrrp/Vrrp.csproj", "src/New/New.csproj"]);

        Assert.Equal("src/New/New.csproj", Assert.Single(found).Path);
    }

    [Fact]
    public void A_project_without_lock_file_is_found()
    {
        var found = HouseRules.Unlocked(["a/A.csproj", "b/B.csproj"], path => path == "a/packages.lock.json");

        Assert.Equal("b/B.csproj", Assert.Single(found).Path);
    }

    [Theory]
    [InlineData("rwxr-xr-x", 0b111_101_101)]
    [InlineData("rwxr--r--", 0b111_100_100, 1)]
    [InlineData("rw-r--r--", 0b110_100_100, 1)]
    public void A_script_that_does_not_run_is_found(string mode, int bits, params int[] found)
    {
        Assert.Equal(9, mode.Length);
        Law.Finds(HouseRules.NotExecutable("a.sh", (UnixFileMode)bits), found);
    }
}
