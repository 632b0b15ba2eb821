namespace Gateway.Plugins.Settings;

/// <summary>The form of a value in the settings.</summary>
internal enum SettingsKind
{
    /// <summary>One word or number.</summary>
    Scalar,

    /// <summary>A list that becomes an array.</summary>
    Array,

    /// <summary>A list that becomes a <see cref="List{T}"/>.</summary>
    List,

    /// <summary>An object whose keys are data.</summary>
    Dictionary,

    /// <summary>An object whose keys are properties.</summary>
    Object,
}
