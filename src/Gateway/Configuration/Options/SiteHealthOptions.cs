using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The health key of a site as written.</summary>
internal sealed class SiteHealthOptions
{
    /// <summary>Written as <c>false</c>: nobody asks; or as <c>true</c>: the default.</summary>
    public SiteHealthOptions(bool enabled) => Enabled = enabled;

    /// <summary>Written as a text: <c>tcp</c>, <c>off</c>, or the path of a request.</summary>
    public SiteHealthOptions([RegularExpression(OptionPattern.SiteHealth)] string word) => Word = word;

    /// <summary>Written as an object.</summary>
    public SiteHealthOptions(ProbeOptions probe) => Probe = probe;

    /// <summary>Whether somebody asks; null when something else stands there.</summary>
    public bool? Enabled { get; }

    /// <summary>The text; null when something else stands there.</summary>
    public string? Word { get; }

    /// <summary>The object; null when something else stands there.</summary>
    public ProbeOptions? Probe { get; }
}
