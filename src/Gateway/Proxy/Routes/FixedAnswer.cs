using Gateway.Configuration;
using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Answers every request alike: a text, a file such as a maintenance page, or a status alone.</summary>
/// <param name="answer">The answer.</param>
/// <param name="pages">Stands in for a status of an error without text, and for a file that cannot be read.</param>
/// <param name="logger">Is told of such a file.</param>
internal sealed class FixedAnswer(AnswerConfig answer, ErrorPages pages, ILogger<FixedAnswer> logger)
{
    /// <summary>Answers a request of the route.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var body = answer.File is { } file ? await ReadAsync(file, context.RequestAborted)
            : answer.Text is { } text ? System.Text.Encoding.UTF8.GetBytes(text)
            : null;
        if (body is null && answer is { File: not null, Status: < StatusCodes.Status400BadRequest })
        {
            // An empty page would look as if all were well. Its headers are those of the file.
            await pages.AnswerAsync(context, StatusCodes.Status500InternalServerError);
            return;
        }

        var response = context.Response;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (body is null && answer.Status >= StatusCodes.Status400BadRequest)
        {
            await pages.AnswerAsync(context, answer.Status);
            return;
        }

        response.StatusCode = answer.Status;
        if (body is { Length: > 0 } && answer.Status is not (204 or 205 or 304))
        {
            response.ContentType ??= ContentTypes.Of(answer.File ?? ".txt");
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private async Task<byte[]?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(file).Length > ErrorPages.LongestPage)
            {
                logger.PageUnreadable(file, ErrorPages.TooLong);
                return null;
            }

            return await RegularFile.ReadBytesAsync(file, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            logger.PageUnreadable(file, refused.Message);
            return null;
        }
    }
}
