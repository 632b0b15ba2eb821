namespace Gateway.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>It works, and may not for long.</summary>
    Warning,

    /// <summary>It does not work, or will not when it has to.</summary>
    Failure,
}
