using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gateway.Proxy.Routes;

/// <summary>What clients see of errors that the gateway itself makes: a file of the operator's, or a line that says no
/// more than the status does. Any thread may call.</summary>
/// <param name="logger">Is told of files that cannot be read.</param>
internal sealed class ErrorPages(ILogger<ErrorPages> logger)
{
    /// <summary>Bytes. A page longer than this is a mistake.</summary>
    public const int LongestPage = 1 << 20;

    /// <summary>What is said of such a page.</summary>
    public const string TooLong = "it is larger than 1 MiB";

    private static readonly Dictionary<int, string> s_sentences = new()
    {
        [404] = "there is nothing here.",
        [413] = "the body of the request is too large.",
        [431] = "the headers of the request are too large.",
        [502] = "the server behind this one did not answer.",
        [503] = "there is no server to answer at the moment.",
        [504] = "the server behind this one took too long.",
    };

    private volatile ImmutableSortedDictionary<string, string> _files = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Takes the pages of all routes that have none of their own.</summary>
    public void Follow(ImmutableSortedDictionary<string, string> files) => _files = files;

    /// <summary>Answers with a status and its page. Nothing when the answer has begun.</summary>
    public async Task AnswerAsync(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        context.Response.StatusCode = status;
        // gRPC has its own words for a status, and no pages.
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            return;
        }

        var (type, text) = await ChooseAsync(context, status);
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        // The time of the request may be over.
        await context.Response.Body.WriteAsync(body, CancellationToken.None);
    }

    private async Task<(string Type, string Text)> ChooseAsync(HttpContext context, int status)
    {
        var wantsJson = TakesOnlyJson(context.Request.Headers.Accept);
        if (FileOf(context, status) is { } file
            && (!wantsJson || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            && await ReadAsync(file) is { } page)
        {
            return (ContentTypes.Of(file), Fill(page, context, status));
        }

        return wantsJson
            ? ("application/problem+json", Json(context, status))
            : ("text/plain; charset=utf-8", Line(status));
    }

    private string? FileOf(HttpContext context, int status)
    {
        var own = context.GetEndpoint()?.Metadata.GetMetadata<RouteErrorPages>()?.Files;
        return Find(own, status) ?? Find(_files, status);
    }

    private static string? Find(ImmutableSortedDictionary<string, string>? files, int status) =>
        files is null or { IsEmpty: true } ? null
        : files.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture))
            ?? files.GetValueOrDefault($"{(char)('0' + (status / 100))}xx");

    private async Task<string?> ReadAsync(string file)
    {
        try
        {
            if (new FileInfo(file).Length > LongestPage)
            {
                logger.PageUnreadable(file, TooLong);
                return null;
            }

            return await RegularFile.ReadTextAsync(file, CancellationToken.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            logger.PageUnreadable(file, refused.Message);
            return null;
        }
    }

    private static string Fill(string page, HttpContext context, int status) => page
        .Replace("{status}", status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{reason}", ReasonPhrases.GetReasonPhrase(status), StringComparison.Ordinal)
        .Replace("{id}", WebUtility.HtmlEncode(RequestIds.Of(context)), StringComparison.Ordinal);

    private static string Line(int status) => string.Create(CultureInfo.InvariantCulture,
        $"{status}: {s_sentences.GetValueOrDefault(status) ?? ReasonPhrases.GetReasonPhrase(status) + "."}\n");

    private static string Json(HttpContext context, int status)
    {
        var problem = new Dictionary<string, object>
        {
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
        };
        if (RequestIds.Of(context) is { } id)
        {
            problem["requestId"] = id;
        }

        return JsonSerializer.Serialize(problem);
    }

    // Without a word about it, anything will do.
    private static bool TakesOnlyJson(Microsoft.Extensions.Primitives.StringValues accept) =>
        accept.Count > 0
        && MediaTypeHeaderValue.TryParseList(accept, out var types)
        && types.Count > 0
        && types.All(type => type.Quality == 0 || type.SubType == "json" || type.Suffix == "json");
}
