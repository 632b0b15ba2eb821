using System.Text.Json.Serialization;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The file as written: nothing checked, nothing filled in. Null means that the file says nothing.</summary>
internal sealed class GatewayOptions
{
    /// <summary>The JSON schema, for editors; nothing else reads it.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>The machines that share this file, by name.</summary>
    public Dictionary<string, NodeOptions>? Nodes { get; set; }

    /// <summary>The virtual routers.</summary>
    public VrrpOptions? Vrrp { get; set; }

    /// <summary>The health checks by name.</summary>
    public Dictionary<string, HealthCheckOptions>? HealthChecks { get; set; }

    /// <summary>Who is told what happens, by name.</summary>
    public Dictionary<string, NotifyOptions>? Notify { get; set; }

    /// <summary>Where the proxy listens.</summary>
    public ListenOptions? Listen { get; set; }

    /// <summary>Certificates.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Host name to upstream, for example <c>"app.example.com": "http://10.0.0.21:8080"</c>.</summary>
    public Dictionary<string, string>? Sites { get; set; }

    /// <summary>YARP's own section, which YARP's own parser reads.</summary>
    public ConfigNode? ReverseProxy { get; set; }

    /// <summary>Where requests are written down. Without it they are not.</summary>
    public AccessLogOptions? AccessLog { get; set; }

    /// <summary>Where the plugins are.</summary>
    public PluginsOptions? Plugins { get; set; }
}
