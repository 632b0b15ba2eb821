using System.Buffers;
using System.Text;
using Gateway.Configuration;
using Gateway.Proxy.Traffic;

namespace Gateway.Tests.Proxy.Traffic;

/// <summary>Issue 6, point 6: the access log (JSON and combined), of streams.</summary>
public sealed class StreamLineTests
{
    private static readonly StreamRecord Record = new()
    {
        Time = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.FromHours(1)),
        Duration = TimeSpan.FromMilliseconds(12.3456),
        Client = "192.0.2.7",
        Stream = "db",
        Destination = "10.0.0.21:5432",
        Received = 17,
        Sent = 1234,
        End = StreamEnd.Complete,
    };

    [Fact]
    public void Json_has_what_is_known() => Assert.Equal(
        """
        {"time":"2026-01-31T12:00:00.123+01:00","client":"192.0.2.7","stream":"db","serverName":"vpn.example.com","protocol":"TCP","status":200,"bytes":1234,"received":17,"seconds":0.012346,"destination":"10.0.0.21:5432","end":"complete"}

        """.ReplaceLineEndings("\n"),
        Line(AccessLogFormat.Json, Record with { ServerName = "vpn.example.com" }));

    [Fact]
    public void Json_leaves_out_what_is_not_known() => Assert.Equal(
        """
        {"time":"2026-01-31T12:00:00.123+01:00","client":"192.0.2.7","stream":"db","protocol":"TCP","status":502,"bytes":0,"received":0,"seconds":0.012346,"end":"unanswered"}

        """.ReplaceLineEndings("\n"),
        Line(AccessLogFormat.Json, Refused(StreamEnd.Unanswered)));

    [Fact]
    public void Combined_has_the_columns_of_a_request() => Assert.Equal(
        "192.0.2.7 - - [31/Jan/2026:12:00:00 +0100] \"CONNECT db TCP\" 200 1234 \"-\" \"-\"\n",
        Line(AccessLogFormat.Combined, Record));

    [Fact]
    public void Combined_tells_a_refused_one_by_its_status() => Assert.Equal(
        "192.0.2.7 - - [31/Jan/2026:12:00:00 +0100] \"CONNECT a\\x22b TCP\" 503 - \"-\" \"-\"\n",
        Line(AccessLogFormat.Combined, Refused(StreamEnd.Full) with { Stream = "a\"b" }));

    private static StreamRecord Refused(StreamEnd end) =>
        Record with { Destination = null, Received = 0, Sent = 0, End = end };

    private static string Line(AccessLogFormat format, StreamRecord record)
    {
        var line = new ArrayBufferWriter<byte>();
        record.Write(format, line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
