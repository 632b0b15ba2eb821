using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The redirect of a site as written.</summary>
internal sealed class RedirectOptions
{
    /// <summary>Written as a text: where to.</summary>
    public RedirectOptions([RegularExpression(OptionPattern.RedirectTarget)] string to) => To = to;

    /// <summary>Written as an object.</summary>
    public RedirectOptions(RedirectTargetOptions target) => Target = target;

    /// <summary>Where to; null when an object stands there.</summary>
    public string? To { get; }

    /// <summary>The object; null when a text stands there.</summary>
    public RedirectTargetOptions? Target { get; }
}
