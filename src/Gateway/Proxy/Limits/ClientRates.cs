using System.Threading.RateLimiting;
using Gateway.Configuration;

namespace Gateway.Proxy.Limits;

/// <summary>One rate for every client, by the framework's token buckets. Any thread may call.</summary>
/// <remarks>Clients are dealt to a fixed number of buckets by a hash that nobody outside knows: however many addresses
/// an attacker has, the table stays small, and he cannot choose whose bucket he shares.</remarks>
internal sealed class ClientRates : IDisposable
{
    private const int Buckets = 1 << 16;
    private const int MostPeriods = 10;

    private readonly PartitionedRateLimiter<ClientNetwork> _limiter;

    /// <summary>Makes it.</summary>
    public ClientRates(RequestRate rate)
    {
        Rate = rate;
        // Little and often, but whole tokens: the most periods a second that divide the rate.
        var periods = Enumerable.Range(1, MostPeriods).Last(count => rate.PerSecond % count == 0);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = rate.PerSecond / periods,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / periods,
            QueueLimit = 0,
            AutoReplenishment = true,
        };
        _limiter = PartitionedRateLimiter.Create<ClientNetwork, int>(client =>
            RateLimitPartition.GetTokenBucketLimiter(HashCode.Combine(client) & (Buckets - 1), _ => options));
    }

    /// <summary>The rate.</summary>
    public RequestRate Rate { get; }

    /// <summary>Counts a request.</summary>
    /// <returns>When there will be room again; null when there is.</returns>
    public TimeSpan? Refuse(ClientNetwork client)
    {
        try
        {
            using var lease = _limiter.AttemptAcquire(client);
            return lease.IsAcquired ? null
                : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
                : TimeSpan.FromSeconds(1);
        }
        catch (ObjectDisposedException)
        {
            // A reload has just replaced it.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
