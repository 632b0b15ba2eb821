using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy.Traffic;

/// <summary>Hears of requests that Kestrel refuses itself, BEFORE anything of ours sees them (400, 408, 414, 431,
/// 505), and says so to the access log and the meter. Those that are good do not come by here.</summary>
/// <remarks>Kestrel tells it as a diagnostic event, to a source of its own: the one that all of ASP.NET shares would be
/// asked for every request. Any thread may call.</remarks>
/// <param name="accessLog">Gets a line for each.</param>
/// <param name="meter">Counts them.</param>
/// <param name="time">The clock.</param>
internal sealed class RefusedRequests(AccessLog accessLog, TrafficMeter meter, TimeProvider time) : DiagnosticSource
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    // Kestrel leaves out the detail, which clients write.
    private const string NoDetail = ": ''";

    /// <summary>Notes that a request came as far as <see cref="TrafficWatch"/>, which tells of it, and has no answer
    /// yet: Kestrel says it again when its body was the reason.</summary>
    public static void MarkAsTold(HttpContext context) => context.Features.Set(Told.Already);

    /// <inheritdoc/>
    public override bool IsEnabled(string name) => name == BadRequest && (accessLog.IsOn || meter.IsOn);

    /// <inheritdoc/>
    public override void Write(string name, object? value)
    {
        if (value is not IFeatureCollection features
            || IsTold(features)
            || features.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException refused)
        {
            return;
        }

        meter.Refuse(refused.StatusCode);
        if (accessLog.IsOn)
        {
            accessLog.Add(Describe(features, refused));
        }
    }

    // With an answer it was seen: then its body, of which nobody wanted to know, could not be read.
    private static bool IsTold(IFeatureCollection features) =>
        features.Get<IHttpResponseFeature>()?.HasStarted == true || features.Get<Told>() is not null;

    // As much of it as was read until then.
    private AccessRecord Describe(IFeatureCollection features, BadHttpRequestException refused)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        return new()
        {
            Time = time.GetLocalNow(),
            Duration = TimeSpan.Zero,
            Client = TrafficWatch.Plain(features.Get<IHttpConnectionFeature>()?.RemoteIpAddress),
            Method = request.Method ?? "",
            Scheme = features.Get<ITlsConnectionFeature>() is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps,
            Host = request.Headers.Host.ToString(),
            Target = request.RawTarget ?? "",
            Protocol = request.Protocol ?? "",
            Status = refused.StatusCode,
            Bytes = 0,
            Error = refused.Message.Replace(NoDetail, "", StringComparison.Ordinal),
        };
    }

    private sealed class Told
    {
        public static Told Already { get; } = new();
    }
}
