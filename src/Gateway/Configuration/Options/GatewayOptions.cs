using System.ComponentModel.DataAnnotations;
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

    /// <summary>The machines that share this file, by name. A machine finds itself by its host name, with or without
    /// domain, or by <c>--node</c>. Required: at least one.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, NodeOptions>? Nodes { get; set; }

    /// <summary>The virtual addresses and how they move. Defaults to none.</summary>
    public VrrpOptions? Vrrp { get; set; }

    /// <summary>The health checks by name; <c>Track</c> and <c>Active.Check</c> use the names. Defaults to none:
    /// <c>proxy</c> is built in.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, HealthCheckOptions>? HealthChecks { get; set; }

    /// <summary>Who is told what happens, by name. Defaults to nobody.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, NotifyOptions>? Notify { get; set; }

    /// <summary>Where the proxy listens. Required as soon as there are routes.</summary>
    public ListenOptions? Listen { get; set; }

    /// <summary>Where the certificates are, and how TLS is spoken. By default an internal authority issues them.
    /// </summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Host name, or <c>*.example.com</c>, to upstream, for example <c>"app.example.com":
    /// "http://10.0.0.21:8080"</c>. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Upstream)]
    [Names(OptionPattern.Host)]
    public Dictionary<string, string>? Sites { get; set; }

    /// <summary>YARP's own section, with YARP's own keys, which YARP's own parser reads. Durations are written
    /// <c>00:01:40</c> here. Defaults to none.</summary>
    public ConfigNode? ReverseProxy { get; set; }

    /// <summary>TCP connections that are passed on as they are, by name. Defaults to none.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, StreamOptions>? Streams { get; set; }

    /// <summary>Where requests are written down. Defaults to nowhere.</summary>
    public AccessLogOptions? AccessLog { get; set; }

    /// <summary>Where the plugins are, and what they may use.</summary>
    public PluginsOptions? Plugins { get; set; }
}
