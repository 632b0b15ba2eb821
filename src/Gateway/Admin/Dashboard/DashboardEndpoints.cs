using Microsoft.Net.Http.Headers;

namespace Gateway.Admin.Dashboard;

/// <summary>The page for operators: files of the program that hold nothing of this machine. What they show they ask
/// for, with the token where one is needed.</summary>
internal sealed class DashboardEndpoints : IAdminEndpoints
{
    /// <summary>What the page may do: run its own scripts, wear its own styles, ask this server, and nothing else. Text
    /// never becomes markup.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    /// <inheritdoc/>
    public void Map(AdminRoutes routes)
    {
        foreach (var file in PageFile.All())
        {
            routes.Get(file.Path, context => AnswerAsync(context, file), AdminAccess.Open);
        }
    }

    private static Task AnswerAsync(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        // Asked for each time, and sent only when the program is another one.
        headers.CacheControl = "no-cache";
        headers.ETag = file.ETag;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (IsKnown(context.Request, file))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return AdminAnswer.WriteAsync(context, file.Body, file.ContentType, StatusCodes.Status200OK);
    }

    // RFC 9110 section 13.1.2: by weak comparison, or any.
    private static bool IsKnown(HttpRequest request, PageFile file) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(tag => tag.Tag == "*" || tag.Compare(new(file.ETag), useStrongComparison: false));
}
