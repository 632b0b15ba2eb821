namespace Gateway.Configuration.Showing;

/// <summary>Where a value of the configuration can come from, from the lowest to the topmost.</summary>
internal enum SourceKind
{
    /// <summary>Nobody says it.</summary>
    Default,

    /// <summary>A file: the configuration, that of the environment beside it, or one of <c>conf.d</c>.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary><c>--set</c>.</summary>
    CommandLine,
}
