using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Admin;

/// <summary>Writes answers.</summary>
internal static class AdminAnswer
{
    /// <summary>Writes a value as JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written: <see cref="AdminJson"/> has it.</param>
    /// <param name="status">The status code.</param>
    public static async Task JsonAsync<T>(
        HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        await WriteAsync(context, body, "application/json; charset=utf-8", status);
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
