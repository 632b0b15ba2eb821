namespace Lab.Subjects;

/// <summary>Which program shares the address.</summary>
public enum SubjectKind
{
    /// <summary>Ours.</summary>
    Gateway,

    /// <summary>Debian's keepalived.</summary>
    Keepalived,

    /// <summary>Debian's FRR.</summary>
    Frr,
}
