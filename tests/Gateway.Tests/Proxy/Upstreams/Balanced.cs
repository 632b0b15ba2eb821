using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>A cluster "app" of several destinations: "a", "b" and so on.</summary>
internal static class Balanced
{
    public static GatewayConfig To(
        string policy, Dictionary<string, string>? metadata, params string[] upstreams) =>
        To(policy, metadata, [.. upstreams.Select(upstream => new DestinationConfig { Address = upstream })]);

    public static GatewayConfig To(
        string policy, Dictionary<string, string>? metadata, params DestinationConfig[] destinations)
    {
        var config = Configs.To("") with { Listeners = [Configs.Http] };
        return config with
        {
            Clusters =
            [
                config.Clusters[0] with
                {
                    LoadBalancingPolicy = policy,
                    Metadata = metadata,
                    Destinations = destinations.Index().ToDictionary(
                        one => $"{(char)('a' + one.Index)}", one => one.Item),
                },
            ],
        };
    }

    public static DestinationConfig Weighing(string upstream, int weight) =>
        new() { Address = upstream, Metadata = new Dictionary<string, string> { ["Weight"] = $"{weight}" } };

    public static DestinationConfig Backup(string upstream) =>
        new() { Address = upstream, Metadata = new Dictionary<string, string> { ["Backup"] = "true" } };

    /// <summary>What so many requests in a row are answered.</summary>
    public static async Task<List<string>> AskAsync(RunningProxy proxy, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            using var response = await proxy.GetAsync();
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        return answers;
    }
}
