using System.Globalization;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Linux;
using Microsoft.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Proxy.Routes;

/// <summary>Serves the files of a folder, by ASP.NET Core's own result: ETag, Last-Modified, ranges, HEAD. No listings,
/// nothing whose name begins with a dot, nothing outside.</summary>
/// <param name="files">The folder.</param>
/// <param name="front">What of the path is not part of it.</param>
/// <param name="pages">What is shown when there is no such file.</param>
/// <param name="logger">Is told of files that cannot be read, or end too soon.</param>
internal sealed class StaticFiles(
    FilesConfig files, PathString front, ErrorPages pages, ILogger<StaticFiles> logger)
{
    private readonly ServedFolder _folder = new(files.Folder, files.Index);

    /// <summary>Answers a request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return pages.AnswerAsync(context, StatusCodes.Status405MethodNotAllowed);
        }

        var path = request.Path;
        if (!path.StartsWithSegments(front, StringComparison.OrdinalIgnoreCase, out path))
        {
            return pages.AnswerAsync(context, StatusCodes.Status404NotFound);
        }

        return _folder.Find(path.Value ?? "", out var isFolder) is { } file ? SendAsync(context, file)
            : isFolder ? Redirect(context)
            : Fallback() is { } page ? SendAsync(context, page)
            : pages.AnswerAsync(context, StatusCodes.Status404NotFound);
    }

    private FileInfo? Fallback() => files.Fallback is { } file ? _folder.Find("/" + file, out _) : null;

    // What a page names without a slash is beside it: without this, beside its folder.
    private static Task Redirect(HttpContext context)
    {
        var request = context.Request;
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        // Not two slashes at the front: browsers take what follows for a host.
        var path = "/" + RequestTarget.PathOf(request).TrimStart('/');
        context.Response.Headers.Location = $"{path}/{request.QueryString.ToUriComponent()}";
        return Task.CompletedTask;
    }

    // Opened once: what is at the path may be another file by the time its length has been told.
    private async Task SendAsync(HttpContext context, FileInfo file)
    {
        using var handle = Open(file.FullName, out var refusal);
        await (handle is null ? pages.AnswerAsync(context, refusal) : SendAsync(context, file, handle));
    }

    private SafeFileHandle? Open(string file, out int refusal)
    {
        try
        {
            refusal = 0;
            return RegularFileHandle.Open(file);
        }
        catch (FileNotFoundException)
        {
            refusal = StatusCodes.Status404NotFound;
        }
        catch (UnauthorizedAccessException refused)
        {
            logger.FileForbidden(refused.Message);
            refusal = StatusCodes.Status403Forbidden;
        }

        return null;
    }

    private async Task SendAsync(HttpContext context, FileInfo file, SafeFileHandle handle)
    {
        await using var content = new FileContent(handle);
        var changed = new DateTimeOffset(File.GetLastWriteTimeUtc(handle));
        var tag = new EntityTagHeaderValue(
            string.Create(CultureInfo.InvariantCulture, $"\"{changed.UtcTicks:x}-{content.Length:x}\""));
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!IsRangeMeant(context.Request, changed))
        {
            context.Request.Headers.Remove(HeaderNames.Range);
        }

        try
        {
            await TypedResults.Stream(
                content, ContentTypes.Of(file.Name), lastModified: changed, entityTag: tag,
                enableRangeProcessing: true).ExecuteAsync(context);
        }
        catch (IOException broken)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                logger.FileCutOff(file.FullName, broken.Message);
            }

            // A client must not take the part for the whole.
            context.Abort();
        }
    }

    // The framework looks at neither: it takes any unit for bytes, and any date after the last change for that.
    private static bool IsRangeMeant(HttpRequest request, DateTimeOffset changed)
    {
        var headers = request.GetTypedHeaders();
        // RFC 9110 section 14.2: "A server that receives a Range header field with an unknown unit MUST ignore it".
        if (headers.Range is { } range && !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (request.Headers.IfRange.Count == 0)
        {
            return true;
        }

        // RFC 9110 section 13.1.5: a date has to be exactly that of Last-Modified, which has no parts of a second.
        var told = changed.AddTicks(-(changed.Ticks % TimeSpan.TicksPerSecond));
        return headers.IfRange is { } condition && (condition.EntityTag is not null || condition.LastModified == told);
    }
}
