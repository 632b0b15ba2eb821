using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Sites</c> as written: an upstream, or an object.</summary>
internal sealed class SiteOptions
{
    /// <summary>Written as a text: the upstream.</summary>
    public SiteOptions([RegularExpression(OptionPattern.Upstream)] string upstream) => Settings = new()
    {
        To = [new(upstream)],
        IsShort = true,
    };

    /// <summary>Written as an object.</summary>
    public SiteOptions(SiteSettingsOptions settings) => Settings = settings;

    /// <summary>What the site does; of a text, its upstream.</summary>
    public SiteSettingsOptions Settings { get; }
}
