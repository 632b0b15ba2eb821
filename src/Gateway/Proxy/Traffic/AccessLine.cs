using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Configuration;

namespace Gateway.Proxy.Traffic;

/// <summary>Writes a request as one line, whatever the client put into it.</summary>
internal static class AccessLine
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends the line and its end, in UTF-8.</summary>
    public static void Write(AccessRecord record, AccessLogFormat format, IBufferWriter<byte> line)
    {
        if (format == AccessLogFormat.Json)
        {
            WriteJson(record, line);
        }
        else
        {
            _ = Encoding.UTF8.GetBytes(Combined(record), line);
        }

        line.Write("\n"u8);
    }

    /// <summary>Begins an object in JSON with what every line has; to be ended and disposed.</summary>
    public static Utf8JsonWriter Begin(TrafficRecord record, IBufferWriter<byte> line)
    {
        var json = new Utf8JsonWriter(line, s_json);
        json.WriteStartObject();
        json.WriteString("time", record.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        json.WriteString("client", record.Client);
        return json;
    }

    /// <summary>Writes how long it took.</summary>
    public static void WriteSeconds(Utf8JsonWriter json, TimeSpan duration) =>
        json.WriteNumber("seconds", Math.Round((decimal)duration.TotalSeconds, 6));

    /// <summary>Writes a text that there is.</summary>
    public static void WriteIfSet(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>A time as the combined form has it.</summary>
    public static string CombinedTime(DateTimeOffset time)
    {
        // The form has the offset without a colon, which no format of .NET gives.
        var text = time.ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return text.Remove(text.LastIndexOf(':'), 1);
    }

    /// <summary>A number of bytes as the combined form has it.</summary>
    public static string CombinedBytes(long bytes) =>
        bytes > 0 ? bytes.ToString(CultureInfo.InvariantCulture) : "-";

    /// <summary>A text between quotes, as nginx has it: nobody writes a line of his own, or an escape sequence to a
    /// terminal.</summary>
    public static string Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "-";
        }

        if (!text.Any(IsUnsafe))
        {
            return HeaderText.Readable(text);
        }

        var quoted = new StringBuilder();
        foreach (var letter in text)
        {
            _ = IsUnsafe(letter)
                ? quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:X2}")
                : quoted.Append(letter);
        }

        return HeaderText.Readable(quoted.ToString());
    }

    private static void WriteJson(AccessRecord record, IBufferWriter<byte> line)
    {
        using var json = Begin(record, line);
        WriteIfSet(json, "user", Readable(record.User));
        json.WriteString("method", record.Method);
        json.WriteString("scheme", record.Scheme);
        json.WriteString("host", Readable(record.Host));
        json.WriteString("target", record.Target);
        json.WriteString("protocol", record.Protocol);
        json.WriteNumber("status", record.Status);
        json.WriteNumber("bytes", record.Bytes);
        WriteSeconds(json, record.Duration);
        WriteIfSet(json, "route", record.Route);
        WriteIfSet(json, "cluster", record.Cluster);
        WriteIfSet(json, "destination", record.Destination);
        WriteIfSet(json, "error", record.Error);
        WriteIfSet(json, "requestId", record.RequestId);
        WriteIfSet(json, "referer", Readable(record.Referer));
        WriteIfSet(json, "userAgent", Readable(record.UserAgent));
        json.WriteEndObject();
    }

    // %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"
    private static string Combined(AccessRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Client} - {Column(record.User)} [{CombinedTime(record.Time)}] "
        + $"\"{Quoted(record.Method)} {Quoted(record.Target)} {Quoted(record.Protocol)}\" "
        + $"{record.Status} {CombinedBytes(record.Bytes)} \"{Quoted(record.Referer)}\" \"{Quoted(record.UserAgent)}\"");

    // A name with a blank would move all that follows it.
    private static string Column(string? text) => Quoted(text).Replace(" ", "\\x20", StringComparison.Ordinal);

    private static string? Readable(string? header) => header is null ? null : HeaderText.Readable(header);

    private static bool IsUnsafe(char letter) => letter is '"' or '\\' || char.IsControl(letter);
}
