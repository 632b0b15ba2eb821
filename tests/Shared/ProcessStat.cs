namespace Shared;

/// <summary>What <c>/proc/PID/stat</c> says, in a line.</summary>
internal static class ProcessStat
{
    /// <summary>A field by its number in proc_pid_stat(5), from 3 on: the name, field 2, may hold blanks.</summary>
    internal static string Field(string line, int number) =>
        line[(line.LastIndexOf(')') + 2)..].Split(' ')[number - 3];
}
