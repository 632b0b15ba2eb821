using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Admin;

/// <summary>Writes answers.</summary>
internal static class AdminAnswer
{
    // It is never part of a page: quotes and signs need not be numbers.
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value as JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written: <see cref="AdminJson"/> has it.</param>
    /// <param name="status">The status code.</param>
    public static async Task JsonAsync<T>(
        HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(body, Readable))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        await WriteAsync(context, body.WrittenSpan.ToArray(), "application/json; charset=utf-8", status);
    }

    /// <summary>Says why there is no other answer, as <see cref="AdminProblem"/>.</summary>
    public static Task RefuseAsync(HttpContext context, AdminRefusal refusal) =>
        JsonAsync(context, new AdminProblem(refusal.Why), AdminJson.Default.AdminProblem, refusal.Status);

    /// <summary>Writes bytes; to HEAD their length alone.</summary>
    public static async Task WriteAsync(HttpContext context, byte[] body, string type, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
