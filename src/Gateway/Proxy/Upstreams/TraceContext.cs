using System.Diagnostics;

namespace Gateway.Proxy.Upstreams;

/// <summary>The context of traces (W3C <c>traceparent</c> and <c>tracestate</c>). Nobody tracing, it is the client's
/// affair and passes like any header; else upstreams hear of the gateway's own part in the client's trace.</summary>
internal static class TraceContext
{
    // Where requests begin: ASP.NET Core's own source has this name.
    private static readonly ActivitySource Requests = new("Microsoft.AspNetCore");

    /// <summary>Whether anybody traces requests.</summary>
    public static bool IsTraced => Requests.HasListeners();

    /// <summary>Leaves the request under way out of all traces: nobody sent it.</summary>
    public static void Forget()
    {
        if (Activity.Current is { } activity)
        {
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            activity.IsAllDataRequested = false;
        }
    }
}
