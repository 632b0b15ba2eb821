using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The <c>Listen</c> section as written.</summary>
internal sealed class ListenOptions
{
    /// <summary>Addresses for plain HTTP: <c>*:80</c> for all of both families, <c>192.168.10.10:80</c>,
    /// <c>[fd00::10]:80</c>. They need not be on this machine yet. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Listener)]
    public List<string>? Http { get; set; }

    /// <summary>Addresses for HTTPS, written alike: <c>*:443</c>. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Listener)]
    public List<string>? Https { get; set; }

    /// <summary>Whether HTTP/3 is served as well, at the UDP port of each of <c>Https</c> that is for all addresses, as
    /// <c>*:443</c>. It takes libmsquic on the machine; without it HTTP/3 is off. A change needs a restart. Defaults
    /// to <c>true</c>.</summary>
    [DefaultValue(true)]
    public bool? Http3 { get; set; }

    /// <summary>Proxies before this one whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, or else
    /// <c>Forwarded</c>, are believed: addresses and networks, such as <c>10.0.0.0/8</c>. Everybody else's are dropped.
    /// Defaults to none.</summary>
    [RegularExpression(OptionPattern.Network)]
    public List<string>? TrustedProxies { get; set; }

    /// <summary>Balancers before this one whose every connection begins with a PROXY header, version 1 or 2, that says
    /// who the client is: addresses and networks. One without is closed; from anybody else such a header is an error of
    /// the client. For all listeners. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Network)]
    public List<string>? ProxyProtocolFrom { get; set; }

    /// <summary>At a clean stop: how long requests under way may take before the addresses move and the listeners
    /// close. Idle connections are closed at once, new ones are served all the while. What is open then, as WebSockets
    /// are, is cut off a second later. To <c>60s</c>; <c>0s</c>: nobody is waited for. Defaults to <c>5s</c>.</summary>
    [DefaultValue("5s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? DrainTime { get; set; }
}
