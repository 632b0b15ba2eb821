using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Proxy;
using Gateway.Proxy.Traffic;

namespace Gateway.Tests.Proxy.Traffic;

public sealed class AccessLineTests
{
    private static readonly AccessRecord Record = new()
    {
        Time = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.FromHours(1)),
        Duration = TimeSpan.FromMilliseconds(12.3456),
        Client = "192.0.2.7",
        Method = "GET",
        Scheme = "https",
        Host = "app.example.com",
        Target = "/a?b=c",
        Protocol = "HTTP/2",
        Status = 200,
        Bytes = 1234,
    };

    [Fact]
    public void Json_has_what_is_known() => Assert.Equal(
        """
        {"time":"2026-01-31T12:00:00.123+01:00","client":"192.0.2.7","user":"Jörg M","method":"GET","scheme":"https","host":"app.example.com","target":"/a?b=c","protocol":"HTTP/2","status":502,"bytes":1234,"seconds":0.012346,"route":"app","cluster":"web","destination":"one","error":"Request","referer":"https://example.com/","userAgent":"curl/8"}

        """.ReplaceLineEndings("\n"),
        Line(AccessLogFormat.Json, Record with
        {
            User = "Jörg M",
            Status = 502,
            Route = "app",
            Cluster = "web",
            Destination = "one",
            Error = "Request",
            Referer = "https://example.com/",
            UserAgent = "curl/8",
        }));

    [Fact]
    public void Json_leaves_out_what_is_not_known() => Assert.EndsWith(
        "\"seconds\":0.012346}\n", Line(AccessLogFormat.Json, Record), StringComparison.Ordinal);

    [Fact]
    public void Combined_is_the_form_of_Apache_and_nginx() => Assert.Equal(
        "192.0.2.7 - alice [31/Jan/2026:12:00:00 +0100] \"GET /a?b=c HTTP/2\" 200 1234 \"https://example.com/\" \"curl/8\"\n",
        Line(
            AccessLogFormat.Combined,
            Record with { User = "alice", Referer = "https://example.com/", UserAgent = "curl/8" }));

    [Theory]
    [InlineData(null, "-")]
    [InlineData("", "-")]
    [InlineData("Jörg M", "Jörg\\x20M")]
    [InlineData("a [31/Jan/2026:12:00:00 +0100] \"GET", "a\\x20[31/Jan/2026:12:00:00\\x20+0100]\\x20\\x22GET")]
    [InlineData("a\nb\\", "a\\x0Ab\\x5C")]
    public void Combined_keeps_a_user_in_one_column(string? user, string column) => Assert.StartsWith(
        $"192.0.2.7 - {column} [31/Jan/2026:12:00:00 +0100] \"GET ",
        Line(AccessLogFormat.Combined, Record with { User = user }), StringComparison.Ordinal);

    [Fact]
    public void Combined_says_what_is_missing_with_a_dash() => Assert.Equal(
        "192.0.2.7 - - [31/Jan/2026:12:00:00 +0100] \"GET /a?b=c HTTP/2\" 304 - \"-\" \"-\"\n",
        Line(AccessLogFormat.Combined, Record with { Status = 304, Bytes = 0 }));

    // Some clients send Latin-1.
    [Fact]
    public void A_header_that_is_no_UTF_8_is_written_with_its_bytes()
    {
        var record = Record with { UserAgent = HeaderText.Reading.GetString([0x47, 0xE9, 0xC3, 0xA9]) };

        Assert.EndsWith(" \"G\\xE9é\"\n", Line(AccessLogFormat.Combined, record), StringComparison.Ordinal);
        Assert.EndsWith(
            "\"userAgent\":\"G\\\\xE9é\"}\n", Line(AccessLogFormat.Json, record), StringComparison.Ordinal);
    }

    [Fact]
    public void Combined_says_of_one_that_could_not_be_read_what_there_is() => Assert.Equal(
        "192.0.2.7 - - [31/Jan/2026:12:00:00 +0100] \"- - -\" 400 - \"-\" \"-\"\n",
        Line(
            AccessLogFormat.Combined,
            Record with { Method = "", Target = "", Protocol = "", Status = 400, Bytes = 0 }));

    [Theory]
    [InlineData("a\" 200 1 \"-\" \"b")]
    [InlineData("a\nfalse line")]
    [InlineData("a\u001b[2Jb\u007f\u0085")]
    [InlineData("back\\slash")]
    public void A_client_writes_no_line_of_its_own(string evil)
    {
        var combined = Line(AccessLogFormat.Combined, Record with { UserAgent = evil, Target = "/" + evil });
        var json = Line(AccessLogFormat.Json, Record with { UserAgent = evil, Target = "/" + evil });

        Assert.Equal(6, combined.Count(c => c == '"'));
        Assert.All((string[])[combined, json], line =>
        {
            Assert.EndsWith("\n", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line[..^1], char.IsControl);
        });
        Assert.Equal(evil, JsonDocument.Parse(json).RootElement.GetProperty("userAgent").GetString());
    }

    private static string Line(AccessLogFormat format, AccessRecord record)
    {
        var line = new ArrayBufferWriter<byte>();
        AccessLine.Write(record, format, line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
