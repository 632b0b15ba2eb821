namespace Gateway.Doctor;

/// <summary>Something that is wrong with a machine.</summary>
/// <param name="Id">Stays, for scripts: <c>interface-absent</c>.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Subject">What has it: an instance, an interface, a file.</param>
/// <param name="What">What is wrong, and what comes of it.</param>
/// <param name="Remedy">What to type, or to do.</param>
internal sealed record Finding(string Id, Severity Severity, string Subject, string What, string Remedy)
{
    /// <summary>Who looks at the machine from outside.</summary>
    public const string OfMachine = "machine";

    /// <summary>The gateway that runs.</summary>
    public const string OfGateway = "gateway";

    /// <summary>Who says so.</summary>
    public string Source { get; init; } = OfMachine;

    /// <summary>Something that does not work.</summary>
    public static Finding Failure(string id, string subject, string what, string remedy) =>
        new(id, Severity.Failure, subject, what, remedy);

    /// <summary>Something that may not for long.</summary>
    public static Finding Warning(string id, string subject, string what, string remedy) =>
        new(id, Severity.Warning, subject, what, remedy);
}
