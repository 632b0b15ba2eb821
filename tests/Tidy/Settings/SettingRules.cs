using System.Xml.Linq;
using Tidy.Sources;

namespace Tidy.Settings;

/// <summary>Settings that other laws stand on: switched off, the build stays green and proves nothing.</summary>
internal static class SettingRules
{
    /// <summary>Elements of the properties file, each with the one value that the house allows.</summary>
    private static readonly (string Name, string Value)[] Strict =
    [
        ("TreatWarningsAsErrors", "true"), ("Nullable", "enable"), ("AnalysisMode", "All"),
        ("GenerateDocumentationFile", "true"), ("RestorePackagesWithLockFile", "true"),
    ];

    /// <summary>The root's properties file sets every strict value.</summary>
    public static IEnumerable<Violation> MissingStrictness(string path, XDocument properties) =>
        from wanted in Strict
        where properties.Descendants(wanted.Name).Select(element => element.Value).SingleOrDefault() != wanted.Value
        select new Violation(path, 1, $"{wanted.Name} is not {wanted.Value}");

    /// <summary>A project, or a properties file around it, that takes a strict value back.</summary>
    public static IEnumerable<Violation> Exceptions(ProjectFile project) =>
        from wanted in Strict
        from value in project.Values(wanted.Name)
        where value != wanted.Value
        select new Violation(project.Path, 1, $"{wanted.Name} is {value}");

    /// <summary>A rule that a project's NoWarn, or that of a file around it, turns off.</summary>
    public static IEnumerable<Violation> Silenced(ProjectFile project, string rule) =>
        from name in new[] { "NoWarn", "WarningsNotAsErrors" }
        from value in project.Values(name)
        where value.Split(';').Any(part => part.Trim() == rule)
        select new Violation(project.Path, 1, $"{name} names {rule}");

    /// <summary>Values of a key in an .editorconfig, each with the section that it stands in.</summary>
    public static IEnumerable<(string Section, string Value)> ValuesOf(string text, string key)
    {
        var section = string.Empty;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
                section = line[1..^1];
            else if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] && name == key)
                yield return (section, value);
        }
    }

    /// <summary>Symbols that the list does not ban.</summary>
    public static IEnumerable<string> Unbanned(string list, IEnumerable<string> symbols) =>
        symbols.Except(list.Split('\n').Select(line => line.Split(';')[0]));
}
