using System.Collections;

namespace Gateway.Plugins.Settings;

/// <summary>How the value of a settings property is written.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Item">What an array, a list or a dictionary holds.</param>
internal readonly record struct SettingsShape(SettingsKind Kind, Type? Item = null)
{
    /// <summary>The shape of a property's type.</summary>
    /// <exception cref="NotSupportedException">Settings cannot hold that type: an error of the plugin's
    /// author.</exception>
    public static SettingsShape Of(Type type)
    {
        if (SettingsScalar.Knows(type))
        {
            return new(SettingsKind.Scalar);
        }

        if (type.IsArray)
        {
            return new(SettingsKind.Array, type.GetElementType());
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return OfCollection(type);
        }

        return type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null
            ? new(SettingsKind.Object)
            : throw Unknown(type);
    }

    private static SettingsShape OfCollection(Type type) => type.GenericTypeArguments switch
    {
        [var item] when type.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) => new(SettingsKind.List, item),
        [var key, var item] when key == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, item)) =>
            new(SettingsKind.Dictionary, item),
        _ => throw Unknown(type),
    };

    private static NotSupportedException Unknown(Type type) =>
        new($"Settings cannot hold {type}: use a class with a constructor without parameters, an array, a list, "
            + "a dictionary with string keys, an enum, or one of "
            + string.Join(", ", SettingsScalar.Types.Select(known => known.Name)));
}
