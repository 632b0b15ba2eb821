using System.Net;
using Gateway.Configuration.ReverseProxy;
using Gateway.Proxy.Upstreams;
using Microsoft.AspNetCore.Http;
using Shared;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Issue 6, point 3: slow start. <see cref="BackupTests"/> shows it in a running proxy.</summary>
public sealed class SlowStartTests : IDisposable
{
    private const int Clients = 2_000;

    private readonly FakeTime _time = new();
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler());
    private readonly DestinationBoard _board = new(new Lazy<IProxyStateLookup>(
        () => throw new InvalidOperationException("Nobody asks for clusters.")));

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("RoundRobin")]
    [InlineData(BalancingPolicy.AddressHash)]
    public async Task The_share_of_a_destination_that_came_back_grows_evenly(string policy)
    {
        DestinationState[] all = [new("a"), new("b")];
        var cluster = new ClusterModel(
            new()
            {
                ClusterId = "app",
                LoadBalancingPolicy = policy,
                Metadata = new Dictionary<string, string> { [UpstreamBalance.SlowStartKey] = "1h" },
            },
            _client);
        _time.Advance(TimeSpan.FromHours(1));
        _board.RecordOf(all[0]).Note(usable: false, _time.GetTimestamp());
        _board.RecordOf(all[0]).Note(usable: true, _time.GetTimestamp());

        var choices = new List<HashSet<int>>();
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            choices.Add(await ChoicesOfAAsync(cluster, all));
            _time.Advance(TimeSpan.FromMinutes(15));
        }

        // A hundredth to begin with, then so many quarters: six standard deviations of the lots, at least.
        Assert.Collection(
            choices,
            choice => Assert.InRange(choice.Count, 0, 60),
            choice => Assert.InRange(choice.Count, 380, 620),
            choice => Assert.InRange(choice.Count, 860, 1140),
            choice => Assert.InRange(choice.Count, 1380, 1620),
            choice => Assert.Equal(Clients, choice.Count));
        Assert.True(
            policy != BalancingPolicy.AddressHash
            || choices.Zip(choices.Skip(1)).All(pair => pair.First.IsSubsetOf(pair.Second)),
            "A client that had come back went away again.");
    }

    // The clients who may be sent to the first of them.
    private async Task<HashSet<int>> ChoicesOfAAsync(ClusterModel cluster, DestinationState[] all)
    {
        var choices = new HashSet<int>();
        var slowStart = new SlowStart(_ => Task.CompletedTask, _board, _time);
        for (var client = 0; client < Clients; client++)
        {
            var context = new DefaultHttpContext
            {
                Connection = { RemoteIpAddress = new IPAddress([10, 0, (byte)(client >> 8), (byte)client]) },
            };
            var proxied = new ReverseProxyFeature { Cluster = cluster, AvailableDestinations = all };
            context.Features.Set<IReverseProxyFeature>(proxied);
            await slowStart.InvokeAsync(context);
            Assert.Same(all[1], proxied.AvailableDestinations[^1]);
            _ = proxied.AvailableDestinations.Contains(all[0]) && choices.Add(client);
        }

        return choices;
    }
}
