using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>A redirect as written in full.</summary>
internal sealed class RedirectTargetOptions
{
    /// <summary>Where to, with <c>{path}</c>, <c>{rest}</c>, <c>{query}</c> and <c>{host}</c>. Required.</summary>
    [Required]
    [RegularExpression(OptionPattern.RedirectTarget)]
    public string? To { get; set; }

    /// <summary>301, 302, 303, 307 or 308. 301 and 308 are for good: browsers remember them. Defaults to 307.</summary>
    [DefaultValue(307)]
    [AllowedValues(301, 302, 303, 307, 308)]
    public int? Status { get; set; }
}
