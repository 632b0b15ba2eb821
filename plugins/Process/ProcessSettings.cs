namespace Processes;

/// <summary>The settings of a process check: a name, a file with a number, or both.</summary>
public sealed class ProcessSettings
{
    /// <summary>The file name of the program, such as <c>haproxy</c>. Defaults to null: whatever runs under the number
    /// in <see cref="PidFile"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The absolute path of a file with a process number in its first line. Defaults to null: all processes
    /// are looked at.</summary>
    public string? PidFile { get; init; }

    /// <summary>How many of the name must run, from 0. Defaults to 1. 0 needs a <see cref="Maximum"/>.</summary>
    public int Minimum { get; init; } = 1;

    /// <summary>How many of the name may run, from <see cref="Minimum"/>. Defaults to null: any number.</summary>
    public int? Maximum { get; init; }
}
