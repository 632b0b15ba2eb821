using Gateway.Configuration;
using Gateway.Proxy.Upstreams;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Shared;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Clusters whose destinations are looked at, with a rhythm for tests, and waiting for what comes of
/// it.</summary>
internal static class Watched
{
    /// <summary>Everything goes to one cluster "app" of these upstreams: "one", "two" and so on.</summary>
    public static GatewayConfig To(
        string? policy, Dictionary<string, string>? metadata, bool passive, params string[] upstreams)
    {
        var one = Configs.To(upstreams[0]);
        string[] names = ["one", "two", "three"];
        return one with
        {
            Clusters =
            [
                one.Clusters[0] with
                {
                    Metadata = metadata,
                    HealthCheck = new()
                    {
                        Active = new()
                        {
                            Enabled = !passive,
                            Policy = policy,
                            Path = "/health",
                            Interval = TimeSpan.FromMilliseconds(50),
                            Timeout = TimeSpan.FromSeconds(5),
                        },
                        Passive = new() { Enabled = passive, ReactivationPeriod = TimeSpan.FromMinutes(10) },
                    },
                    Destinations = upstreams.Zip(names).ToDictionary(
                        pair => pair.Second, pair => new DestinationConfig { Address = pair.First }),
                },
            ],
        };
    }

    /// <summary>Waits for a line of the log that begins so: a line comes behind the state that it tells.</summary>
    public static async Task LogsAsync(this RunningProxy proxy, string start)
    {
        var patience = RunningProxy.Timeout;
        while (!proxy.Log.Lines.Any(line => line.StartsWith(start, StringComparison.Ordinal)))
        {
            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    /// <summary>Waits for a state by probes.</summary>
    public static async Task<DestinationStatus> BecomesAsync(
        this RunningProxy proxy, string destination, DestinationHealth health)
    {
        var patience = RunningProxy.Timeout;
        while (true)
        {
            var status = proxy.Server.Destinations.Of("app").Single(found => found.Destination == destination);
            if (status.Active.Health == health)
            {
                return status;
            }

            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }
}
