using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Changes the headers that a client gets, whoever has made the answer.</summary>
/// <param name="changes">How.</param>
/// <param name="next">What answers.</param>
internal sealed class ResponseHeaders(HeaderChanges changes, RequestDelegate next)
{
    private readonly HeaderChanges _changes = changes.With(value => HeaderTemplate.Fill(value, ""));

    /// <summary>Runs for every request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // As late as it can be: what an upstream sends has been copied by then.
        context.Response.OnStarting(
            static state =>
            {
                var (context, changes) = ((HttpContext, HeaderChanges))state;
                RequestHeaders.Apply(changes, context.Response.Headers);
                return Task.CompletedTask;
            },
            (context, _changes));
        return next(context);
    }
}
