using Gateway.Configuration.Routes;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy.Routes;

/// <summary>Puts together what a route does with a request before YARP forwards it: once, when a configuration is
/// applied. What a route does not ask for is not in its way.</summary>
/// <param name="parts">What the steps need.</param>
/// <param name="services">The services of the web application.</param>
internal sealed class RouteChain(ProxyParts parts, IServiceProvider services)
{
    /// <summary>Puts the steps of a route in front of its endpoint.</summary>
    public void Add(IEndpointConventionBuilder endpoint, RouteConfig route) => endpoint.Add(builder =>
    {
        var extras = RouteExtrasReader.Read(route.Metadata);
        if (!extras.ErrorPages.IsEmpty)
        {
            builder.Metadata.Add(new RouteErrorPages(extras.ErrorPages));
        }

        builder.RequestDelegate = Compile(route, extras, NoCors.Takes(builder), builder.RequestDelegate!);
    });

    // From the last step to the first.
    private RequestDelegate Compile(RouteConfig route, RouteExtras extras, bool noCors, RequestDelegate forward)
    {
        var pages = parts.ErrorPages;
        var next = Target(route, extras, forward);
        next = extras.RequestHeaders.IsEmpty ? next : new RequestHeaders(extras.RequestHeaders, next).InvokeAsync;
        next = extras.Forward is { } server
            ? new ForwardAuth(server, parts.AuthServers, pages, next, Logger<ForwardAuth>()).InvokeAsync
            : next;
        next = extras.Basic is { } users
            ? new BasicAuth(users, parts.Users, pages, next).InvokeAsync
            : next;
        next = extras.Identity.IsEmpty ? next : new IdentityHeaders(extras.Identity).Before(next);
        next = route.Timeout is null && route.TimeoutPolicy is null ? next : TimeLimit.Around(next, pages, services);
        next = extras.MaxBody is null && extras.MaxHeader is null
            ? next
            : new SizeLimits(extras.MaxBody, extras.MaxHeader, pages, next).InvokeAsync;
        next = noCors ? NoCors.Before(next) : next;
        next = extras.Http == PlainHttpRule.Serve
            ? next
            : new PlainHttp(extras.Http, parts.HttpsPort, pages, next).InvokeAsync;
        next = extras.Allow.IsEmpty && extras.Deny.IsEmpty
            ? next
            : new AddressGate(extras.Allow, extras.Deny, pages, next).InvokeAsync;
        // The first: it is for the answers of all the others, too.
        return extras.ResponseHeaders.IsEmpty ? next : new ResponseHeaders(extras.ResponseHeaders, next).InvokeAsync;
    }

    private RequestDelegate Target(RouteConfig route, RouteExtras extras, RequestDelegate forward) =>
        extras.Redirect is { } redirect
            ? new RedirectAnswer(redirect, RouteFront.Of(route, redirect.IsOfSite), parts.ErrorPages).InvokeAsync
        : extras.Answer is { } answer ? new FixedAnswer(answer, parts.ErrorPages, Logger<FixedAnswer>()).InvokeAsync
        : extras.Files is { } files
            ? new StaticFiles(files, RouteFront.Of(route, files.IsOfSite), parts.ErrorPages, Logger<StaticFiles>())
                .InvokeAsync
        : forward;

    private ILogger<T> Logger<T>() => parts.Loggers.CreateLogger<T>();
}
