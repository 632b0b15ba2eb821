using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gateway.Tests.Schema;

/// <summary>The documentation comments of an assembly, as plain text: the compiler's XML file beside it.</summary>
internal sealed partial class XmlDocs
{
    private static readonly Dictionary<Assembly, XmlDocs> Known = [];

    private readonly Dictionary<string, XElement> _members;

    private XmlDocs(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        _members = XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
    }

    public static string? Of(Type type) => Find(type.Assembly, $"T:{NameOf(type)}");

    public static string? Of(PropertyInfo property) =>
        Find(property.DeclaringType!.Assembly, $"P:{NameOf(property.DeclaringType)}.{property.Name}");

    public static string? Of(FieldInfo field) =>
        Find(field.DeclaringType!.Assembly, $"F:{NameOf(field.DeclaringType)}.{field.Name}");

    public static string? Of(ConstructorInfo constructor)
    {
        var parameters = string.Join(
            ',', constructor.GetParameters().Select(parameter => NameOf(parameter.ParameterType)));
        return Find(constructor.DeclaringType!.Assembly, $"M:{NameOf(constructor.DeclaringType)}.#ctor({parameters})");
    }

    private static string? Find(Assembly assembly, string member)
    {
        if (!Known.TryGetValue(assembly, out var docs))
        {
            Known[assembly] = docs = new(assembly);
        }

        return docs._members.GetValueOrDefault(member) is { } element ? TextOf(element) : null;
    }

    // Generic arguments stand in braces: Dictionary{System.String,System.String}.
    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Namespace}.{type.Name.Split('`')[0]}{{{string.Join(',', type.GenericTypeArguments.Select(NameOf))}}}"
        : type.FullName!.Replace('+', '.');

    private static string? TextOf(XElement member)
    {
        var parts = member.Elements().Where(part => part.Name.LocalName is "summary" or "value").Select(Flatten);
        var text = Blanks().Replace(string.Join(' ', parts), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Flatten(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } link => Last(link),
        XElement inner => $" {Flatten(inner)} ",
        _ => "",
    }));

    private static string Last(XElement link)
    {
        var target = link.Attributes().First().Value;
        return target.Split('(')[0].Split('.', ':')[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
