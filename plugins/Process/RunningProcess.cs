using System.Text;

namespace Processes;

/// <summary>A process that runs, by proc(5).</summary>
internal sealed class RunningProcess
{
    private readonly string _program;

    private RunningProcess(string name, string program)
    {
        Name = name;
        _program = program;
    }

    /// <summary>What the kernel calls it: the first 15 bytes of its program's name, unless it has changed it.</summary>
    public string Name { get; }

    /// <summary>Reads one.</summary>
    /// <returns>Null when there is none of that number, or it is dead and only waits to be buried.</returns>
    public static RunningProcess? TryRead(int id)
    {
        try
        {
            // "ID (NAME) STATE ...", and the name may hold anything, parentheses too.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var open = stat.IndexOf('(', StringComparison.Ordinal);
            var close = stat.LastIndexOf(')');
            if (stat[close + 2] is 'Z' or 'X')
            {
                return null;
            }

            var words = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")).Split('\0');
            return new RunningProcess(stat[(open + 1)..close], Path.GetFileName(words[0]));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether its program has that file name, or the kernel that name for it.</summary>
    public bool IsNamed(string name) => _program == name || Name == name;
}
