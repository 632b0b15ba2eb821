using System.Text.RegularExpressions;
using Tidy.Sources;

namespace Tidy.Settings;

/// <summary>The doors of the house: solution, lock files, scripts.</summary>
internal static partial class HouseRules
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Projects that the solution does not build.</summary>
    public static IEnumerable<Violation> OutsideSolution(string solution, IEnumerable<string> projects)
    {
        var built = ProjectInSolution().Matches(solution)
            .Select(match => match.Groups["path"].Value.Replace('\\', '/')).ToHashSet();
        return projects.Where(project => !built.Contains(project))
            .Select(project => new Violation(project, 1, "the solution does not build it"));
    }

    /// <summary>Projects whose restore is not reproducible.</summary>
    public static IEnumerable<Violation> Unlocked(IEnumerable<string> projects, Func<string, bool> exists) => projects
        .Where(project => !exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
        .Select(project => new Violation(project, 1, "there is no packages.lock.json beside it"));

    /// <summary>Scripts that not everyone can run.</summary>
    public static IEnumerable<Violation> NotExecutable(string script, UnixFileMode mode)
    {
        if ((mode & Executable) != Executable)
            yield return new(script, 1, "the script is not executable");
    }

    [GeneratedRegex("= \"[^\"]+\", \"(?<path>[^\"]+\\.csproj)\"")]
    private static partial Regex ProjectInSolution();
}
