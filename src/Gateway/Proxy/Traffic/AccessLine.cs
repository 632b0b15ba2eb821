using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
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

    private static void WriteJson(AccessRecord record, IBufferWriter<byte> line)
    {
        using var json = new Utf8JsonWriter(line, s_json);
        json.WriteStartObject();
        json.WriteString("time", record.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        json.WriteString("client", record.Client);
        json.WriteString("method", record.Method);
        json.WriteString("scheme", record.Scheme);
        json.WriteString("host", record.Host);
        json.WriteString("target", record.Target);
        json.WriteString("protocol", record.Protocol);
        json.WriteNumber("status", record.Status);
        json.WriteNumber("bytes", record.Bytes);
        json.WriteNumber("seconds", Math.Round((decimal)record.Duration.TotalSeconds, 6));
        WriteIfSet(json, "route", record.Route);
        WriteIfSet(json, "cluster", record.Cluster);
        WriteIfSet(json, "destination", record.Destination);
        WriteIfSet(json, "error", record.Error);
        WriteIfSet(json, "requestId", record.RequestId);
        WriteIfSet(json, "referer", Readable(record.Referer));
        WriteIfSet(json, "userAgent", Readable(record.UserAgent));
        json.WriteEndObject();
    }

    private static void WriteIfSet(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"
    private static string Combined(AccessRecord record)
    {
        // The form has the offset without a colon, which no format of .NET gives.
        var time = record.Time.ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture);
        time = time.Remove(time.LastIndexOf(':'), 1);
        var bytes = record.Bytes > 0 ? record.Bytes.ToString(CultureInfo.InvariantCulture) : "-";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Client} - - [{time}] \"{Quoted(record.Method)} {Quoted(record.Target)} {record.Protocol}\" "
            + $"{record.Status} {bytes} \"{Quoted(record.Referer)}\" \"{Quoted(record.UserAgent)}\"");
    }

    // As nginx does it: nobody writes a line of his own, or an escape sequence to a terminal.
    private static string Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "-";
        }

        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var quoted = new StringBuilder();
        foreach (var letter in text)
        {
            _ = IsUnsafe(letter)
                ? quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:X2}")
                : quoted.Append(letter);
        }

        return quoted.ToString();
    }

    // Beyond ASCII each letter is a byte of the header.
    private static bool IsUnsafe(char letter) => letter is '"' or '\\' or > '~' || char.IsControl(letter);

    // JSON has UTF-8, which is what the bytes of a header nearly always are.
    private static string? Readable(string? header)
    {
        if (header is null || Ascii.IsValid(header))
        {
            return header;
        }

        var bytes = Encoding.Latin1.GetBytes(header);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : header;
    }
}
