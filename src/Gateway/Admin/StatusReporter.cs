using System.Collections.Immutable;
using System.Diagnostics;
using Gateway.Admin.Status;
using Gateway.Health;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Upstreams;
using Gateway.Tls;
using Gateway.Vrrp.Events;

namespace Gateway.Admin;

/// <summary>Writes down what the gateway is and does. Any thread.</summary>
/// <param name="sources">Where it comes from.</param>
/// <param name="time">The clock.</param>
internal sealed class StatusReporter(StatusSources sources, TimeProvider time)
{
    // The engine's thread turns at once; on a busy machine an older picture is better than none.
    private static readonly TimeSpan RefreshLimit = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(2);

    private readonly DateTimeOffset _started = Process.GetCurrentProcess().StartTime.ToUniversalTime();
    private readonly InstanceReporter _instances = new(time) { Purpose = sources.Purpose };

    /// <summary>The status, with an engine that was looked at just now.</summary>
    public async Task<StatusReport> ReportAsync(CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        var plugins = sources.Plugins is { } host ? await host.ListAsync(cancellation) : [];
        var (config, engine) = (sources.Configuration.Config, sources.Engine());
        var now = time.GetUtcNow();
        var instances = _instances.Report(config.Vrrp, engine).Select(Complete).ToImmutableArray();
        return new(
            config.NodeName, ProgramVersion.Short, _started, now, sources.Configuration.Report,
            sources.IsDrained(), sources.IsHandedOver(),
            instances,
            InstanceReporter.Groups(config.Vrrp, instances),
            [.. (sources.Checks?.All ?? []).Select(ReportOf)],
            [.. (sources.Proxy?.Destinations.All ?? []).GroupBy(status => status.Cluster).Select(ReportOf)],
            [.. (sources.Proxy?.Certificates.Store.Certificates ?? []).Select(one => ReportOf(one, now))],
            [.. (sources.Proxy?.Listeners ?? []).Select(
                listener => new ListenerReport(listener.Scheme.ToString(), listener.EndPoint.ToString()))],
            [.. plugins.Select(ReportOf)],
            ReportOf(engine))
        {
            Streams = [.. (sources.Proxy?.Streams.All ?? []).Select(ReportOf)],
            LogLevels = sources.Levels is { } levels ? LogLevelReport.AllOf(levels) : [],
        };
    }

    /// <summary>The root of the internal authority; null while none of its certificates serves.</summary>
    public AuthorityReport? ReportAuthority() =>
        sources.Proxy?.Certificates.Store.InternalAuthority is { Certificate: var chain }
            ? AuthorityReport.Of(chain)
            : null;

    // The picture of the engine has the peer of this moment, and the reason may name one of long ago.
    private InstanceReport Complete(InstanceReport one) => one with
    {
        Why = sources.LatestOf(one.Name) is { } last && last.To == one.State ? last.Why : one.Why,
        SplitBrain = sources.SplitBrainOf(one.Name),
    };

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        var (before, begin) = (sources.Engine(), time.GetTimestamp());
        if (!sources.RefreshEngine())
        {
            return;
        }

        while (ReferenceEquals(sources.Engine(), before) && time.GetElapsedTime(begin) < RefreshLimit)
        {
            await Task.Delay(LookPeriod, time, cancellation);
        }
    }

    private static CheckReport ReportOf(CheckStatus check) => new(
        check.Name, check.State.ToString(), check.Since, check.Demotion.Percent, check.Last?.Text,
        check.Last?.Duration.TotalMilliseconds,
        [.. check.History.Select(run => new CheckRunReport(
            run.At, run.Demotion.Percent, run.Text, run.Duration.TotalMilliseconds))]);

    private static ClusterReport ReportOf(IGrouping<string, DestinationStatus> cluster) => new(
        cluster.Key,
        cluster.Count(destination => destination.IsHealthy && !destination.IsDrained),
        [.. cluster.Select(destination => new DestinationReport(
            destination.Destination, destination.Address, destination.IsHealthy, destination.IsDrained,
            destination.Requests, ReportOf(destination.Active), ReportOf(destination.Passive)))]);

    private static StreamReport ReportOf(StreamProxy stream) => new(
        stream.Config.Name,
        stream.Destinations.Count(destination => !destination.IsDown && !destination.IsDrained),
        stream.Load.Open,
        stream.Config.MaxConnections,
        [.. stream.Destinations.Select(destination => new StreamDestinationReport(
            destination.ToString(), !destination.IsDown, destination.IsDrained, destination.Open, destination.Total,
            ReportOf(destination.Word)))]);

    private static HealthReport ReportOf(StreamWord word) => new(
        word.IsUp switch { true => "Healthy", false => "Unhealthy", null => "Unknown" }, word.Text, word.Since);

    private static HealthReport ReportOf(DestinationWord word) => new(word.Health.ToString(), word.Text, word.Since);

    private static CertificateReport ReportOf(SiteCertificate one, DateTimeOffset now) => new(
        one.Names, one.Source, one.Issuer, one.NotBefore, one.NotAfter,
        (int)Math.Floor((one.NotAfter - now).TotalDays));

    private static PluginReport ReportOf(PluginUse plugin) =>
        new(plugin.Name, plugin.IsInstalled, plugin.Generation, plugin.UsedBy);

    private static LatenessReport ReportOf(EngineSnapshot engine)
    {
        var late = engine.Lateness;
        return new(
            [.. late.Counts.Select((count, i) => new LatenessBucketReport(
                i < Lateness.Bounds.Length ? Lateness.Bounds[i].Milliseconds : null, count))],
            late.Longest.Milliseconds, late.Quantile(0.5).Milliseconds, late.Quantile(0.99).Milliseconds,
            engine.IsRealTime, engine.LostEvents);
    }
}
