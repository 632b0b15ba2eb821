using System.Text;

namespace Shared.Scripts;

/// <summary>The first lines of what a script writes. The rest is read and dropped, so that a chatty script never
/// blocks.</summary>
internal static class OutputHead
{
    private const int KeptBytes = 1024;
    private const int KeptLines = 3;
    private const int KeptCharacters = 400;

    /// <summary>Reads to the end, or until cancelled.</summary>
    /// <returns>The head.</returns>
    public static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[KeptBytes];
        var dropped = new byte[4096];
        var kept = 0;
        try
        {
            while (true)
            {
                var target = kept < head.Length ? head.AsMemory(kept) : dropped;
                var read = await stream.ReadAsync(target, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                kept = Math.Min(kept + read, head.Length);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Nobody waits for more: what came is the head.
        }

        return Encoding.UTF8.GetString(head, 0, kept);
    }

    /// <summary>The first lines of both streams as one line, without control characters.</summary>
    public static string Join(string output, string error)
    {
        var lines = $"{output}\n{error}"
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Take(KeptLines)
            .Select(line => string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter)));
        var joined = string.Join(" | ", lines);
        return joined.Length > KeptCharacters ? joined[..KeptCharacters] + "..." : joined;
    }
}
