using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Observability;

/// <summary>One JSON object a line, for programs: <c>time</c>, <c>level</c>, <c>event</c> (the number in
/// config/events.md), <c>name</c>, <c>category</c>, <c>message</c>, <c>fields</c> (the parts of the
/// message), <c>exception</c>.</summary>
/// <param name="time">The clock.</param>
/// <param name="journal">The priority before the line, in the journal.</param>
internal sealed class JsonFormatter(TimeProvider time, JournalPrefix journal) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name that selects it.</summary>
    public const string FormatterName = "gateway-json";

    private const string Template = "{OriginalFormat}";

    // A log, not a web page: letters stay letters.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", FormattableString.Invariant($"{time.GetLocalNow():yyyy-MM-ddTHH:mm:ss.fffzzz}"));
            json.WriteString("level", LevelName.Of(logEntry.LogLevel));
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("name", logEntry.EventId.Name);
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteFields(json, logEntry.State as IEnumerable<KeyValuePair<string, object?>> ?? []);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.Write($"{journal.Of(logEntry.LogLevel)}{Encoding.UTF8.GetString(buffer.WrittenSpan)}\n");
    }

    private static void WriteFields(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        json.WriteStartObject("fields");
        foreach (var (name, value) in fields.Where(field => field.Key != Template))
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case byte or int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
