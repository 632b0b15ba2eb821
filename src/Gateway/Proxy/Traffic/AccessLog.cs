using System.Buffers;
using System.Threading.Channels;
using Gateway.Configuration;

namespace Gateway.Proxy.Traffic;

/// <summary>Writes requests and connections of streams down, off their path: a disk that is slow or full costs lines,
/// never a request.</summary>
/// <remarks>Any thread may call; one task writes.</remarks>
internal sealed class AccessLog
{
    /// <summary>How many may wait to be written; those beyond are counted and forgotten.</summary>
    public const int Capacity = 16_384;

    private const int BatchBytes = 64 * 1024;

    private static readonly TimeSpan s_logInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_endDeadline = TimeSpan.FromSeconds(2);

    private readonly Channel<TrafficRecord> _waiting =
        Channel.CreateBounded<TrafficRecord>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly ArrayBufferWriter<byte> _batch = new(BatchBytes + (BatchBytes / 4));
    private readonly TimeProvider _time;
    private readonly ILogger<AccessLog> _logger;
    private readonly Task _writing;
    private volatile AccessLogConfig? _config;
    private long _lost;
    private long _reported;
    private long? _reportedAt;
    private string? _failure;

    /// <summary>Begins, nowhere.</summary>
    /// <param name="time">Paces the words about lost lines.</param>
    /// <param name="logger">Gets those words.</param>
    public AccessLog(TimeProvider time, ILogger<AccessLog> logger)
    {
        (_time, _logger) = (time, logger);
        _writing = WriteAllAsync();
    }

    /// <summary>Whether anything is written down.</summary>
    public bool IsOn => _config is not null;

    /// <summary>Lines lost since the start: no room to wait, or not to be written.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Goes on elsewhere, or stops writing when null. What waits already goes to the new place.</summary>
    public void Follow(AccessLogConfig? config) => _config = config;

    /// <summary>Takes one to be written; never waits.</summary>
    public void Add(TrafficRecord record)
    {
        if (!_waiting.Writer.TryWrite(record))
        {
            _ = Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Writes what waits, for 2 s at most, and closes the file.</summary>
    public async Task EndAsync()
    {
        _ = _waiting.Writer.TryComplete();
        try
        {
            await _writing.WaitAsync(s_endDeadline, _time);
        }
        catch (TimeoutException)
        {
            // A disk that hangs: the lines are lost, the stop is not delayed.
        }
    }

    private async Task WriteAllAsync()
    {
        using var file = new LogFile();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var config = _config;
            var lines = Fill(config?.Format ?? AccessLogFormat.Json);
            if (config is not null)
            {
                await WriteAsync(file, config.File, lines);
            }

            _batch.ResetWrittenCount();
            Report();
        }
    }

    private int Fill(AccessLogFormat format)
    {
        var lines = 0;
        while (_batch.WrittenCount < BatchBytes && _waiting.Reader.TryRead(out var record))
        {
            record.Write(format, _batch);
            lines++;
        }

        return lines;
    }

    private async Task WriteAsync(LogFile file, string path, int lines)
    {
        try
        {
            await file.WriteAsync(path, _batch.WrittenMemory);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _failure = refused.Message.TrimEnd('.');
            _ = Interlocked.Add(ref _lost, lines);
        }
    }

    private void Report()
    {
        var lost = Lost - _reported;
        if (lost == 0 || (_reportedAt is { } last && _time.GetElapsedTime(last) < s_logInterval))
        {
            return;
        }

        _logger.LinesLost(lost, _failure ?? "more came than could be written");
        (_reported, _reportedAt, _failure) = (_reported + lost, _time.GetTimestamp(), null);
    }
}
