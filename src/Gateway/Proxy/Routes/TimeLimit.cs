using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy.Routes;

/// <summary>Ends requests that take too long, by ASP.NET Core's own middleware, which reads the time from the route;
/// the client gets 504 as long as it has heard nothing.</summary>
/// <param name="next">What takes its time.</param>
/// <param name="pages">What the client is shown.</param>
internal sealed class TimeLimit(RequestDelegate next, ErrorPages pages)
{
    /// <summary>The delegate with the limit around it.</summary>
    public static RequestDelegate Around(RequestDelegate next, ErrorPages pages, IServiceProvider services)
    {
        var pipeline = new ApplicationBuilder(services);
        _ = pipeline.UseRequestTimeouts();
        pipeline.Run(new TimeLimit(next, pages).InvokeAsync);
        return pipeline.Build();
    }

    /// <summary>Runs within the time.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpRequestTimeoutFeature>();
        await next(context);
        if (limit?.RequestTimeoutToken.IsCancellationRequested == true && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(new TimedOut());
            await pages.AnswerAsync(context, StatusCodes.Status504GatewayTimeout);
        }
    }
}
