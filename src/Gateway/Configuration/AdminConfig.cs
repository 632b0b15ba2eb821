using System.Collections.Immutable;
using System.Net;

namespace Gateway.Configuration;

/// <summary>Where the gateway answers its operators.</summary>
internal sealed record AdminConfig
{
    /// <summary>The port of <see cref="DefaultListen"/>. VRRP is protocol 112; the ports that exporters for Prometheus
    /// (9100 to 9999), Caddy (2019) and HAProxy (8404) take are elsewhere.</summary>
    public const int DefaultPort = 7112;

    /// <summary>The unix socket unless the file says otherwise, or systemd names another folder. One that cannot be
    /// made is a warning.</summary>
    public const string DefaultSocket = "/run/gateway/gateway.sock";

    /// <summary>What stands in the place of a socket where there is to be none.</summary>
    public const string NoSocket = "off";

    /// <summary>What the path of a socket may have in bytes: sun_path has 108, and one of them ends the text
    /// (unix(7)).</summary>
    public const int LongestSocketPath = 107;

    /// <summary>Where it listens unless the file says otherwise. One that is taken is a warning.</summary>
    public static readonly IPEndPoint DefaultListen = new(IPAddress.Loopback, DefaultPort);

    /// <summary>The unix socket, absolute; null for the default one, or for none.</summary>
    public string? Socket { get; init; }

    /// <summary>Whether there is a unix socket.</summary>
    public bool HasSocket { get; init; } = true;

    /// <summary>The addresses to listen on; null for the default one.</summary>
    public ImmutableArray<IPEndPoint>? Listen { get; init; }

    /// <summary>What requests over TCP must bring; null for nothing, with loopback addresses alone.</summary>
    public string? Token { get; init; }

    /// <summary>All addresses to listen on.</summary>
    public ImmutableArray<IPEndPoint> Addresses => Listen ?? [DefaultListen];
}
