using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Net;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Traffic;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>What comes with every connection is a line a minute: a flood of them must not flood the log.</summary>
public sealed class StreamLogTests : IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly FakeTime _time = new();
    private readonly Meter _meter = new("StreamLogTests");

    public void Dispose()
    {
        _meter.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData(0, "connection(s) closed as they came since the last such line: 0 are open, which is the limit")]
    [InlineData(100, "connection(s) closed since the last such line: no destination answers")]
    public async Task Connections_that_are_refused_are_told_once_a_minute_with_their_number(int most, string told)
    {
        var accessLog = new AccessLog(_time, NullLogger<AccessLog>.Instance);
        using var proxy = new StreamProxy(
            StreamTests.Stream() with { MaxConnections = most }, null, new(accessLog, new(_meter), _time), _time,
            _log.Of<StreamProxy>());

        await RepeatAsync(() => proxy.ServeAsync(Connection(""), serverName: null));

        Assert.Equal(
            [$"Warning: Stream db: 1 {told}", $"Warning: Stream db: 3 {told}"],
            _log.Lines.Select(line => line[..line.LastIndexOf(';')]));
        await accessLog.EndAsync();
    }

    [Fact]
    public async Task Connections_without_a_PROXY_header_are_told_once_a_minute_with_their_number()
    {
        var gate = new ProxyHeaderGate(_time, _log.Of<ProxyHeaderGate>());
        gate.Follow([System.Net.IPNetwork.Parse("192.0.2.0/24")]);

        await RepeatAsync(() => gate.ServeAsync(
            Connection("GET / HTTP/1.1\r\n\r\n"), _ => throw new InvalidOperationException("It came through.")));

        Assert.Collection(
            _log.Lines,
            line => Assert.StartsWith("Warning: 1 connection(s) closed", line, StringComparison.Ordinal),
            line => Assert.StartsWith(
                "Warning: 3 connection(s) closed since the last such line, the last from 192.0.2.7:1234: it does not "
                + "begin with a PROXY header", line, StringComparison.Ordinal));
    }

    // One, two more within the minute, and one after it.
    private async Task RepeatAsync(Func<Task> connect)
    {
        await connect();
        await connect();
        _time.Advance(TimeSpan.FromSeconds(59));
        await connect();
        Assert.Single(_log.Lines);
        _time.Advance(TimeSpan.FromSeconds(1));
        await connect();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "It holds nothing but memory.")]
    private static DefaultConnectionContext Connection(string said)
    {
        var input = PipeReader.Create(new ReadOnlySequence<byte>(System.Text.Encoding.ASCII.GetBytes(said)));
        return new()
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 1234),
            Transport = new Duplex(input, PipeWriter.Create(Stream.Null)),
        };
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
