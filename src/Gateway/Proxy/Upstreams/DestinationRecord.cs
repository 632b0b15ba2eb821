using Gateway.Configuration.ReverseProxy;
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
