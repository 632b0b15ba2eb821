using System.Reflection;

namespace Plugins.Tests.Contract;

/// <summary>What an assembly offers to others, as text: a line a type and a line a member, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The contract's version first: it changes with the rest.</summary>
    public static string Of(Assembly assembly) => string.Join('\n',
    [
        $"{assembly.GetName().Name} {assembly.GetName().Version}",
        .. assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal).SelectMany(Lines),
        "",
    ]);

    private static IEnumerable<string> Lines(Type type) =>
    [
        "",
        $"{Kind(type)} {Name(type)}{Bases(type)}",
        .. type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal)
            .Select(line => $"  {line}"),
    ];

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var bases = new[] { type.BaseType }.OfType<Type>()
            .Where(b => b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum))
            .Concat(type.IsEnum ? [] : type.GetInterfaces())
            .Select(Name).Order(StringComparer.Ordinal).ToArray();
        return bases.Length == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    /// <summary>Null for what nobody outside can use, and for what a property or event stands for.</summary>
    private static string? Line(MemberInfo member) => member switch
    {
        MethodBase method when !IsSeen(method) || (method.IsSpecialName && method is MethodInfo
            && !method.Name.StartsWith("op_", StringComparison.Ordinal)) => null,
        ConstructorInfo constructor => $"{Access(constructor)} new({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Virtual(method)} {Type(method.ReturnParameter)} {Name(method)}"
            + $"({Parameters(method)})",
        PropertyInfo property => Line(property),
        FieldInfo { IsPublic: true, IsLiteral: true } field => $"{field.Name} = {field.GetRawConstantValue()}",
        FieldInfo { IsPublic: true, IsSpecialName: false } field => $"public {Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static string? Line(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsSeen).ToArray();
        if (accessors.Length == 0)
        {
            return null;
        }

        var isRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
        var words = accessors.Select(accessor => accessor.ReturnType == typeof(void)
            ? accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init" : "set"
            : "get");
        var state = Nullability.Create(property).ReadState == NullabilityState.Nullable
            && !property.PropertyType.IsValueType;
        return $"{Access(accessors[0])}{Virtual(accessors[0])} {(isRequired ? "required " : "")}"
            + $"{Name(property.PropertyType)}{(state ? "?" : "")} {property.Name} {{ {string.Join("; ", words)} }}";
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "public" : "protected") + (method.IsStatic ? " static" : "");

    private static string Virtual(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => " abstract",
        { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition() != method => " override",
        { IsVirtual: true, IsFinal: false } => " virtual",
        _ => "",
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Type(p)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    private static string Type(ParameterInfo parameter) => Name(parameter.ParameterType)
        + (!parameter.ParameterType.IsValueType
            && Nullability.Create(parameter).ReadState == NullabilityState.Nullable ? "?" : "");

    private static string Name(MethodInfo method) => method.IsGenericMethod
        ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
        : method.Name;

    private static string Name(Type type) => type switch
    {
        { IsGenericParameter: true } => type.Name,
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } =>
            $"{type.FullName?.Split('`')[0] ?? $"{type.Namespace}.{type.Name.Split('`')[0]}"}"
            + $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.FullName ?? type.Name,
    };
}
