using System.Xml.Linq;

namespace Tidy.Sources;

/// <summary>A project with the properties files around it.</summary>
internal sealed class ProjectFile(string path, XDocument project, IEnumerable<XDocument> inherited)
{
    private readonly IReadOnlyList<XDocument> documents = [project, .. inherited];

    /// <summary>Relative to the root of the repository, with slashes.</summary>
    public string Path => path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(path);

    public string Folder => System.IO.Path.GetDirectoryName(path) ?? string.Empty;

    public string RootNamespace => Values("RootNamespace").FirstOrDefault() ?? Name;

    /// <summary>Names of the projects that it refers to.</summary>
    public IEnumerable<string> References => Items("ProjectReference")
        .Select(item => System.IO.Path.GetFileNameWithoutExtension(Include(item)));

    /// <summary>Elements of that name in the project, then in the files around it.</summary>
    public IEnumerable<XElement> Items(string name) => documents.SelectMany(document => document.Descendants(name));

    public IEnumerable<string> Values(string name) => Items(name).Select(element => element.Value);

    public static string Include(XElement item) => item.Attribute("Include")?.Value ?? string.Empty;
}
