using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Proxy;

/// <summary>Believes what a proxy before us says of the client, if the configuration trusts that proxy, and nobody
/// else. Any thread may call.</summary>
/// <param name="loggers">Where ASP.NET's part logs; not owned.</param>
internal sealed class TrustedProxies(ILoggerFactory loggers)
{
    private volatile ForwardedHeadersMiddleware? _reader;
    private volatile IPNetwork[] _networks = [];

    /// <summary>Trusts these from here on.</summary>
    public void Follow(ImmutableArray<IPNetwork> trusted)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // Through as many trusted proxies as there are; the first address that is none of them is the client's.
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        _networks = [.. trusted];
        _reader = trusted.IsEmpty ? null : new(_ => Task.CompletedTask, loggers, Options.Create(options));
    }

    /// <summary>Whether an address is that of a trusted proxy.</summary>
    public bool Contains(IPAddress? address) => ClientAddress.IsIn(_networks, address);

    /// <summary>Gives a request the client's address and scheme, when a trusted proxy brought it.</summary>
    public void Apply(HttpContext context)
    {
        if (_reader is { } reader)
        {
            Translate(context.Request);
            reader.ApplyForwarders(context);
            // It reads on as long as it comes to trusted proxies, and leaves what it has not read.
            if (Contains(context.Connection.RemoteIpAddress)
                && !string.IsNullOrWhiteSpace(context.Request.Headers["X-Forwarded-For"]))
            {
                UnknownClient.Note(context);
            }
        }
    }

    // Of a proxy that speaks the standard's language alone.
    private static void Translate(HttpRequest request)
    {
        if (request.Headers["Forwarded"] is { Count: > 0 } forwarded
            && !request.Headers.ContainsKey("X-Forwarded-For") && !request.Headers.ContainsKey("X-Forwarded-Proto"))
        {
            var (addresses, schemes) =
                ForwardedHeader.Translate(forwarded.ToString(), request.Scheme) ?? ("unknown", request.Scheme);
            request.Headers["X-Forwarded-For"] = addresses;
            request.Headers["X-Forwarded-Proto"] = schemes;
        }
    }
}
