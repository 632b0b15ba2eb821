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

    /// <summary>Ours, from its package, under a systemd of its own.</summary>
    Installed,
}
