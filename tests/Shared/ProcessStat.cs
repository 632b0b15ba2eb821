namespace Shared;

/// <summary>What <c>/proc/PID/stat</c> says, in a line.</summary>
internal static class ProcessStat
{
    /// <summary>A field by its number in proc_pid_stat(5), from 3 on: the name, field 2, may hold blanks.</summary>
    internal static string Field(string line, int number) =>
        line[(line.LastIndexOf(')') + 2)..].Split(' ')[number - 3];

    /// <summary>What a file of a thread says; <c>0</c> when the thread has ended meanwhile.</summary>
    internal static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException)
        {
            // Threads come and go while they are looked through.
            return "0";
        }
    }
}
