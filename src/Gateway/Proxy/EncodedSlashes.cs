using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Forwards <c>%2F</c> in a path as it came. To ASP.NET Core it is the same as <c>%252F</c>, and YARP writes
/// both as the latter: the upstream would be asked for another page.</summary>
internal sealed class EncodedSlashes : RequestTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.Path.Value?.Contains("%2F", StringComparison.OrdinalIgnoreCase) == true
            && !HasEncodedPercent(context.HttpContext))
        {
            var uri = RequestUtilities.MakeDestinationAddress(
                context.DestinationPrefix, context.Path, context.Query.QueryString);
            var path = uri.GetLeftPart(UriPartial.Path)
                .Replace("%252F", "%2F", StringComparison.Ordinal).Replace("%252f", "%2f", StringComparison.Ordinal);
            context.ProxyRequest.RequestUri = new(path + uri.Query);
        }

        return default;
    }

    // What the client wrote, BEFORE anything was decoded.
    private static bool HasEncodedPercent(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]
            .Contains("%25", StringComparison.Ordinal);
}
