using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Showing;

/// <summary>Where a value comes from.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The file, the environment variable, or the key after <c>--set</c>; empty for a default.</param>
/// <param name="Line">The line in a file, from 1; 0 for everything else.</param>
internal readonly record struct ValueSource(SourceKind Kind, string Name, int Line)
{
    /// <summary>The source of what the file leaves out.</summary>
    public static ValueSource Default => new(SourceKind.Default, "", 0);

    /// <summary>The source behind a position.</summary>
    public static ValueSource Of(SourcePosition position)
    {
        var name = position.File;
        return name.StartsWith(LooseSources.VariablePrefix, StringComparison.Ordinal)
            ? new(SourceKind.Environment, name[LooseSources.VariablePrefix.Length..], 0)
            : name.StartsWith(LooseSources.OverridePrefix, StringComparison.Ordinal)
            ? new(SourceKind.CommandLine, name[LooseSources.OverridePrefix.Length..], 0)
            : new(SourceKind.File, name, position.Line);
    }

    /// <summary>In words: <c>conf.d/10-web.json:3</c>, <c>environment variable Vrrp__CrashNotice</c>, <c>--set
    /// Vrrp:CrashNotice</c>, <c>default</c>.</summary>
    /// <param name="folder">What file names are cut by: the folder of the configuration; empty for none.</param>
    public string Describe(string folder) => Kind switch
    {
        SourceKind.File => FormattableString.Invariant($"{Within(folder)}:{Line}"),
        SourceKind.Environment => LooseSources.VariablePrefix + Name,
        SourceKind.CommandLine => LooseSources.OverridePrefix + Name,
        _ => "default",
    };

    private string Within(string folder) =>
        folder.Length > 0 && Name.StartsWith(folder + "/", StringComparison.Ordinal)
            ? Name[(folder.Length + 1)..]
            : Name;
}
