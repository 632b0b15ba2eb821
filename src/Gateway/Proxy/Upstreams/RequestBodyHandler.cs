namespace Gateway.Proxy.Upstreams;

/// <summary>Stands before the connections to a cluster's destinations and sees to the bodies of requests: each piece
/// goes on as it comes, and a request without one is sent again by .NET only where that changes nothing.</summary>
/// <remarks>.NET repeats what has no body, three times, when a connection ends before the answer: an order by POST
/// would be given four times (RFC 9110 section 9.2.2). It repeats nothing that has one, be it empty.</remarks>
/// <param name="inner">The connections.</param>
internal sealed class RequestBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            // Of an empty one there is nothing to wait for.
            request.Content = content.Headers.ContentLength == 0 ? content : new PromptContent(content);
        }
        else if (!RequestRetry.IsIdempotent(request.Method.Method) && request.Method != HttpMethod.Connect)
        {
            request.Content = new ByteArrayContent([]);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
