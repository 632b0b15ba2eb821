using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Configuration.ReverseProxy;

namespace Gateway.Proxy.Upstreams;

/// <summary>Stands before the connections to a cluster's destinations and does its probes. YARP keeps their rhythm,
/// their timeout and their order; requests of clients pass untouched.</summary>
/// <param name="inner">The connections.</param>
/// <param name="checks">The health checks.</param>
internal sealed class ProbeHandler(HttpMessageHandler inner, NamedChecks checks) : DelegatingHandler(inner)
{
    private const int LongestBody = 64 * 1024;

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The response is the caller's.")]
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request is ProbeRequest probe
            ? ProbeAsync(probe, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> ProbeAsync(ProbeRequest probe, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var said = probe.Cluster.Config.HealthCheck?.Active?.Policy switch
        {
            HealthPolicy.Tcp => await ConnectAsync(probe, cancellationToken),
            HealthPolicy.Check => Ask(probe),
            _ => await RequestAsync(probe, cancellationToken),
        };
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        probe.Text = string.Create(CultureInfo.InvariantCulture, $"{said} in {took:0} ms");
        return new(HttpStatusCode.OK) { RequestMessage = probe };
    }

    private static async Task<string> ConnectAsync(ProbeRequest probe, CancellationToken cancellationToken)
    {
        var uri = probe.RequestUri!;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(uri.IdnHost, uri.Port, cancellationToken);
        return "connected";
    }

    private string Ask(ProbeRequest probe)
    {
        var name = probe.Destination.Config.Metadata?.GetValueOrDefault(UpstreamHealth.CheckKey)
            ?? probe.Cluster.Config.Metadata?.GetValueOrDefault(UpstreamHealth.CheckKey);
        var (isUp, text) = name is null ? new(false, "no check is named") : checks[name];
        return isUp switch
        {
            true => $"check {name} is up",
            false => throw new ProbeException($"check {name} is down: {text}"),
            null => throw new ProbeException($"check {name} has not spoken yet", isVerdict: false),
        };
    }

    private async Task<string> RequestAsync(ProbeRequest probe, CancellationToken cancellationToken)
    {
        var wanted = UpstreamHealth.Read(probe.Cluster.Config.Metadata);
        using var response = await base.SendAsync(probe, cancellationToken);
        var status = (int)response.StatusCode;
        if (!wanted.Status.Any(range => range.Contains(status)))
        {
            throw new ProbeException(string.Create(CultureInfo.InvariantCulture, $"answers {status}"));
        }

        if (wanted.Body is { } text && !await ContainsAsync(response, text, cancellationToken))
        {
            throw new ProbeException($"answers {status}, but the body does not contain \"{text}\"");
        }

        return status.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<bool> ContainsAsync(
        HttpResponseMessage response, string text, CancellationToken cancellationToken)
    {
        var body = new byte[LongestBody];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return body.AsSpan(0, length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
