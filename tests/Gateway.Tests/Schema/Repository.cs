namespace Gateway.Tests.Schema;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(Configuration.SampleTests.File)!, ".."));

    /// <summary>A file by its path from the root.</summary>
    public static string PathOf(string name) => Path.Combine(Root, name);
}
