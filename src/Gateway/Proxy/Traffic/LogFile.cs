namespace Gateway.Proxy.Traffic;

/// <summary>A file that only grows, until somebody moves it away: then it is made anew. So logrotate needs to tell us
/// nothing, whether it renames or copies and truncates. One caller at a time.</summary>
internal sealed class LogFile : IDisposable
{
    /// <summary>Standard output.</summary>
    public const string StandardOutput = "/dev/stdout";

    // Others may read who is in the group: addresses of clients are personal data.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly byte[] s_lineEnd = "\n"u8.ToArray();

    private Stream? _stream;
    private string _path = "";

    // A disk that was full took a part of the last lines.
    private bool _isTorn;

    /// <summary>Appends whole lines.</summary>
    /// <param name="path">The file, absolute, or <see cref="StandardOutput"/>. Another one closes the one
    /// before.</param>
    /// <param name="lines">What to write.</param>
    /// <exception cref="IOException">They could not be written, or only in part; the next call tries anew.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not write there.</exception>
    public async Task WriteAsync(string path, ReadOnlyMemory<byte> lines)
    {
        if (path != _path || (_stream is FileStream opened && HasMoved(opened)))
        {
            _isTorn = false;
            Close();
        }

        _path = path;
        _stream ??= Open();
        // Where the end is may have changed: somebody truncates.
        var end = _stream.CanSeek ? _stream.Seek(0, SeekOrigin.End) : 0;
        try
        {
            if (_isTorn)
            {
                await _stream.WriteAsync(s_lineEnd);
                _isTorn = false;
            }

            await _stream.WriteAsync(lines);
            await _stream.FlushAsync();
        }
        catch
        {
            _isTorn |= _stream.CanSeek && _stream.Length > end;
            Close();
            throw;
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => Close();

    private Stream Open() => _path == StandardOutput
        ? Console.OpenStandardOutput()
        : new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = Mode,
        });

    // A file of the same name and length could be another one; the next line tells them apart.
    private bool HasMoved(FileStream opened)
    {
        var named = new FileInfo(_path);
        return !named.Exists || (opened.CanSeek && named.Length != opened.Length);
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
