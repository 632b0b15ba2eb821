using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Counts what probes and requests say of one destination. Safe from any thread.</summary>
internal sealed class DestinationRecord
{
    private readonly Lock _gate = new();
    private DestinationHealth _active;
    private string _activeText = "";
    private DateTimeOffset? _activeSince;
    private int _contrary;
    private int _errors;
    private string _passiveText = "";
    private DateTimeOffset? _passiveSince;
    private volatile bool _isDrained;
    private bool? _wasUsable;
    private long _cameBack;
    private Tuple<DestinationConfig, int>? _weight;

    /// <summary>Whether it was taken out by hand.</summary>
    public bool IsDrained => _isDrained;

    /// <summary>When it could be asked again after it could not, as a timestamp of the clock; 0 when that never
    /// happened.</summary>
    public long CameBack => Volatile.Read(ref _cameBack);

    /// <summary>What probes say.</summary>
    public DestinationWord Active
    {
        get
        {
            lock (_gate)
            {
                return new(_active, _activeText, _activeSince);
            }
        }
    }

    /// <summary>Why and when requests last said that it is ill. The state is YARP's, which ends it by itself.</summary>
    public (string Text, DateTimeOffset? Since) Passive
    {
        get
        {
            lock (_gate)
            {
                return (_passiveText, _passiveSince);
            }
        }
    }

    /// <summary>Counts a probe.</summary>
    /// <returns>True when it changed the state.</returns>
    public bool AddProbe(bool passed, string text, UpstreamHealth rules, DateTimeOffset now)
    {
        lock (_gate)
        {
            _activeText = text;
            var said = passed ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
            _contrary = said == _active ? 0 : _contrary + 1;
            // The first result ever counts alone.
            var enough = _active == DestinationHealth.Unknown ? 1 : passed ? rules.Rise : rules.Fall;
            if (_contrary < enough)
            {
                return false;
            }

            (_active, _activeSince, _contrary) = (said, now, 0);
            return true;
        }
    }

    /// <summary>Its weight by the configuration in force, 1 to 1000.</summary>
    public int WeightBy(DestinationConfig config)
    {
        // Read once for each configuration, not for each request.
        var weight = Volatile.Read(ref _weight);
        if (weight is null || !ReferenceEquals(weight.Item1, config))
        {
            weight = Tuple.Create(config, UpstreamBalance.WeightOf(config));
            Volatile.Write(ref _weight, weight);
        }

        return weight.Item2;
    }

    /// <summary>Takes it out, or puts it back.</summary>
    /// <returns>True when that changed something.</returns>
    public bool Drain(bool drained)
    {
        lock (_gate)
        {
            var before = _isDrained;
            _isDrained = drained;
            return before != drained;
        }
    }

    /// <summary>Hears whether it can be asked.</summary>
    /// <param name="usable">Whether.</param>
    /// <param name="now">A timestamp of the clock.</param>
    public void Note(bool usable, long now)
    {
        lock (_gate)
        {
            if (usable && _wasUsable == false)
            {
                Volatile.Write(ref _cameBack, now);
            }

            _wasUsable = usable;
        }
    }

    /// <summary>Counts a request that went well. Costs next to nothing after another one.</summary>
    public void AddSuccess()
    {
        if (Volatile.Read(ref _errors) != 0)
        {
            Volatile.Write(ref _errors, 0);
        }
    }

    /// <summary>Counts a request that failed.</summary>
    /// <returns>True when it is one too many; counting then begins anew.</returns>
    public bool AddError(string text, int most, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (++_errors < most)
            {
                return false;
            }

            (_errors, _passiveText, _passiveSince) = (0, text, now);
            return true;
        }
    }
}
