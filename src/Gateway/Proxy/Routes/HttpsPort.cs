using System.Collections.Immutable;
using Gateway.Configuration;

namespace Gateway.Proxy.Routes;

/// <summary>The port where clients find HTTPS. Any thread may ask.</summary>
internal sealed class HttpsPort
{
    private const int Standard = 443;

    private volatile int _number;

    /// <summary>Takes it from the listeners.</summary>
    public HttpsPort(ImmutableArray<ListenEndpoint> listeners) => Follow(listeners);

    /// <summary>443 if anybody listens there, else the first port for HTTPS; null without any.</summary>
    public int? Number => _number == 0 ? null : _number;

    /// <summary>Takes it from other listeners.</summary>
    public void Follow(ImmutableArray<ListenEndpoint> listeners)
    {
        int[] ports =
        [
            .. listeners.Where(listener => listener.Scheme == ListenScheme.Https)
                .Select(listener => listener.EndPoint.Port),
        ];
        _number = ports.Contains(Standard) ? Standard : ports.FirstOrDefault();
    }
}
