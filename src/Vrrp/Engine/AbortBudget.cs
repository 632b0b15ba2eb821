using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>How long the engine may take in one turn to end connections, of all virtual routers together: a reset is a
/// courtesy, and others have advertisements to send. Owned by the engine thread.</summary>
internal sealed class AbortBudget
{
    private static readonly Duration Longest = Duration.FromMilliseconds(100);

    private Duration _whole = Longest;

    /// <summary>What is left of it; zero when it is spent.</summary>
    public Duration Left { get; private set; } = Longest;

    /// <summary>Half the shortest interval of a configuration, at most 100 ms: no advertisement is later than that, and
    /// no Backup loses its patience.</summary>
    public void Follow(VrrpConfig config)
    {
        _whole = Longest;
        foreach (var router in config.VirtualRouters)
        {
            var half = new Duration(router.AdvertisementInterval.Nanoseconds / 2);
            _whole = half < _whole ? half : _whole;
        }

        Begin();
    }

    /// <summary>Another turn.</summary>
    public void Begin() => Left = _whole;

    /// <summary>So long it took.</summary>
    public void Spend(Duration time) => Left = time < Left ? Left - time : Duration.Zero;
}
