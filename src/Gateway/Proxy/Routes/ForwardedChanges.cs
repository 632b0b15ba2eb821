using System.Collections.Frozen;
using Gateway.Configuration.Routes;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Proxy.Routes;

/// <summary>Changes what an upstream gets of the headers that YARP sets anew: what <see cref="RequestHeaders"/> makes
/// of those is lost. AFTER YARP has set them.</summary>
/// <param name="changes">How, of those headers alone.</param>
internal sealed class ForwardedChanges(HeaderChanges changes) : RequestTransform
{
    private static readonly FrozenSet<string> s_names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix"]);

    /// <summary>Adds it to a route that changes such headers. One with transforms for them has said there what becomes
    /// of them.</summary>
    public static void AddTo(TransformBuilderContext context)
    {
        var changes = RouteExtrasReader.Read(context.Route.Metadata).RequestHeaders.Only(s_names);
        if (!changes.IsEmpty && context.UseDefaultForwarders != false)
        {
            // YARP adds its own AFTER everything else, unless they are there.
            context.AddXForwarded();
            context.RequestTransforms.Add(new ForwardedChanges(changes));
        }
    }

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var filled = RequestHeaders.Fill(changes, context.HttpContext);
        foreach (var name in filled.Remove)
        {
            RemoveHeader(context, name);
        }

        foreach (var (name, value) in filled.Set)
        {
            RemoveHeader(context, name);
            AddHeader(context, name, value);
        }

        foreach (var (name, value) in filled.Add)
        {
            AddHeader(context, name, value);
        }

        return default;
    }
}
