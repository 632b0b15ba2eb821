using System.ComponentModel;
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

    /// <summary>What clients may take of the machine. Defaults to what each key says.</summary>
    public LimitsOptions? Limits { get; set; }

    /// <summary>Where the certificates are, and how TLS is spoken. By default an internal authority issues them.
    /// </summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Host name to upstream, for example <c>"app.example.com": "http://10.0.0.21:8080"</c>, or to an object
    /// that says more. <c>*.example.com</c> stands for all hosts below that have no entry of their own, <c>*</c> for
    /// all that nothing else takes, and <c>[fd00::10]</c> is an IPv6 address. Defaults to none.</summary>
    [Names(OptionPattern.SiteHost)]
    public Dictionary<string, SiteOptions>? Sites { get; set; }

    /// <summary>What the errors of the gateway itself (not those of upstreams) look like: status, <c>4xx</c> or
    /// <c>5xx</c>, to a file. <c>{status}</c>, <c>{reason}</c> and <c>{id}</c> in it are filled in. A relative file
    /// starts at the folder of the configuration. Defaults to a line of text, or of JSON for clients that take nothing
    /// else.</summary>
    [Names(OptionPattern.StatusClass)]
    public Dictionary<string, string>? ErrorPages { get; set; }

    /// <summary>Whether each request gets an id, in <c>X-Request-Id</c> to the upstream and back and in the access log;
    /// that of a trusted proxy is kept, everybody else's is replaced. Defaults to false.</summary>
    [DefaultValue(false)]
    public bool? RequestId { get; set; }

    /// <summary>YARP's own section, with YARP's own keys, which YARP's own parser reads. Durations are written
    /// <c>00:01:40</c> here. Defaults to none.</summary>
    public ConfigNode? ReverseProxy { get; set; }

    /// <summary>TCP connections that are passed on as they are, by name. Defaults to none.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, StreamOptions>? Streams { get; set; }

    /// <summary>Where requests are written down. Defaults to nowhere.</summary>
    public AccessLogOptions? AccessLog { get; set; }

    /// <summary>Where the gateway answers its operators: command line, dashboard, metrics. Defaults to a socket and a
    /// loopback address.</summary>
    public AdminOptions? Admin { get; set; }

    /// <summary>Where the plugins are, and what they may use.</summary>
    public PluginsOptions? Plugins { get; set; }
}
