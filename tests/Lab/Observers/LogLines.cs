using System.Text;

namespace Lab.Observers;

/// <summary>Counts the lines with certain words in a log that grows, and reads each byte of it once.</summary>
internal sealed class LogLines(string file, string words) : IDisposable
{
    private readonly FileStream _stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    private readonly byte[] _block = new byte[64 * 1024];
    private string _rest = "";
    private int _count;

    /// <summary>How many there are by now.</summary>
    internal int Count
    {
        get
        {
            int length;
            while ((length = _stream.Read(_block)) > 0)
            {
                string[] lines = (_rest + Encoding.UTF8.GetString(_block, 0, length)).Split('\n');
                _count += lines[..^1].Count(line => line.Contains(words, StringComparison.Ordinal));
                _rest = lines[^1];
            }

            return _count;
        }
    }

    public void Dispose() => _stream.Dispose();
}
