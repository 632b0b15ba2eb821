using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary><c>Hsts</c> as written, the object.</summary>
internal sealed class HstsRuleOptions
{
    /// <summary>How long browsers remember it, to <c>8784h</c>, which is 366 days; <c>0s</c> makes them forget it.
    /// Defaults to <c>8760h</c>.</summary>
    [DefaultValue("8760h")]
    [RegularExpression(OptionPattern.Duration)]
    public string? MaxAge { get; set; }

    /// <summary>Whether it is for every name below the host, too. Defaults to <c>false</c>.</summary>
    [DefaultValue(false)]
    public bool? IncludeSubdomains { get; set; }

    /// <summary>Whether browsers may ship with it (hstspreload.org), which takes <see cref="IncludeSubdomains"/> and a
    /// year. Defaults to <c>false</c>.</summary>
    [DefaultValue(false)]
    public bool? Preload { get; set; }
}
