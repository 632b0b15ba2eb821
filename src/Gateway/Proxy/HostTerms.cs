using System.Net;
using Gateway.Proxy.Routes;
using Gateway.Tls;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>Holds requests to the terms of their host: who is asked for a certificate by one host must not come in by
/// the connection of another, nor without TLS; a host whose connections are passed on unopened is not served by one of
/// ours; and browsers are told of hosts that want TLS always, and of those that are served by HTTP/3.</summary>
internal sealed class HostTerms(RequestDelegate next, ProxyParts parts)
{
    /// <summary>Runs for every request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (IsPassedOn(context))
        {
            return MisdirectAsync(
                context, "connections for this host are passed on unopened, and this is none; open one for it.");
        }

        var terms = parts.Certificates.Store.Terms;
        // Who asks for a certificate does so by TCP alone.
        if (context.Features.Get<Http3Offer>() is { } offer && terms.ClientsOf(context.Request.Host.Host) is null)
        {
            context.Response.Headers.AltSvc = offer.Alternative;
        }

        return terms.IsPlain ? next(context) : HoldAsync(context, terms);
    }

    // HTTP/2 clients use one connection for all hosts of a certificate (RFC 9113 section 9.1.1), also for those whose
    // certificate is another's. Without TLS there is no other way.
    private bool IsPassedOn(HttpContext context) =>
        parts.Streams.HasServerNames
        && context.Features.Get<ITlsConnectionFeature>() is not null
        && parts.Streams.FindByServerName(context.Request.Host.Host) is not null;

    private Task HoldAsync(HttpContext context, TlsTerms terms)
    {
        var host = context.Request.Host.Host;
        var wanted = terms.ClientsOf(host);
        // Which rule it was counts, not whether there was one: others have other authorities.
        var isWelcome = wanted is null
            || context.Features.Get<AuthenticatedClients>()?.MayUse(wanted, context) == true
            // By an address, which may be an alias.
            || parts.SelfTest.IsOurs(context.Request);
        if (!isWelcome)
        {
            return RefuseAsync(context);
        }

        if (wanted is not null && context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate)
        {
            ClientCertificateHeaders.Set(context.Request.Headers, certificate);
        }

        // RFC 6797 section 7.2: never without TLS.
        if (context.Request.IsHttps && terms.StrictTransportOf(host) is { } value)
        {
            context.Response.OnStarting(SetStrictTransport, (context.Response, value));
        }

        return next(context);
    }

    // AFTER the upstream's own, if any: browsers read the first.
    private static Task SetStrictTransport(object state)
    {
        var (response, value) = ((HttpResponse, string))state;
        response.Headers.StrictTransportSecurity = value;
        return Task.CompletedTask;
    }

    private Task RefuseAsync(HttpContext context)
    {
        if (!context.Request.IsHttps && parts.HttpsPort.Number is { } port)
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = RequestTarget.HttpsOf(context.Request, port);
            return Task.CompletedTask;
        }

        return MisdirectAsync(
            context, "this host asks for a client certificate; connect to it under its own name.");
    }

    // RFC 9110 section 15.5.20: the client may ask again by another connection.
    private static Task MisdirectAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = (int)HttpStatusCode.MisdirectedRequest;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync($"421: {why}\n", context.RequestAborted);
    }
}
