using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>A server that decides who may come, as written.</summary>
internal sealed class ForwardAuthOptions
{
    /// <summary>Where it is asked, such as <c>http://10.0.0.9:9091/api/authz/forward-auth</c>. 2xx lets the request
    /// pass; 3xx and 4xx go to the client; anything else is 503. Required.</summary>
    [Required]
    [RegularExpression(OptionPattern.HttpUrl)]
    public string? Url { get; set; }

    /// <summary>Headers of its answer that the upstream gets, and nobody else can send; <c>*</c> at the end of one
    /// stands for any rest. Defaults to <c>Remote-User</c>, <c>Remote-Groups</c>, <c>Remote-Email</c>,
    /// <c>Remote-Name</c> and <c>X-authentik-*</c>.</summary>
    [DefaultValue(new[] { "Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name", "X-authentik-*" })]
    [RegularExpression(OptionPattern.HeaderMask)]
    public List<string>? CopyHeaders { get; set; }

    /// <summary>How long it may take, 100 ms to 60 s. Defaults to <c>5s</c>.</summary>
    [DefaultValue("5s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? Timeout { get; set; }
}
