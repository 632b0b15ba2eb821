using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>A site as written in full.</summary>
internal sealed class SiteSettingsOptions : PathOptions
{
    /// <summary>Other hosts of the same site, such as <c>www.example.com</c>: what the site says, it says of all of
    /// them. Defaults to none.</summary>
    [RegularExpression(OptionPattern.SiteHost)]
    public List<string>? Aliases { get; set; }

    /// <summary>The path under which the site answers, such as <c>/app</c>; everything else is 404. Defaults to all of
    /// it.</summary>
    [RegularExpression(OptionPattern.PathPrefix)]
    public string? Path { get; set; }

    /// <summary>Paths that are treated otherwise, such as <c>/api</c>, each a text or an object like the site itself;
    /// the longest that fits wins, and letter case does not count. What an entry leaves out is as in the site. Defaults
    /// to none.</summary>
    [Names(OptionPattern.PathPrefix)]
    public Dictionary<string, PathEntryOptions>? Paths { get; set; }
}
