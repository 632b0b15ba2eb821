namespace Systemd;

/// <summary>The settings of a systemd check.</summary>
public sealed class SystemdSettings
{
    /// <summary>The unit, such as <c>postgresql.service</c>; <c>.service</c> may be left out.</summary>
    public required string Unit { get; init; }

    /// <summary>States that are healthy, as <c>systemctl is-active</c> says them. Defaults to <c>active</c>,
    /// <c>reloading</c>.</summary>
    public IReadOnlyList<string> States { get; init; } = ["active", "reloading"];

    /// <summary>The program to ask. Defaults to <c>/usr/bin/systemctl</c>.</summary>
    public string Systemctl { get; init; } = "/usr/bin/systemctl";
}
