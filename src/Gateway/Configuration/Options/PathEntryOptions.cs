using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Paths</c> as written: an upstream, or an object.</summary>
internal sealed class PathEntryOptions
{
    /// <summary>Written as a text: the upstream.</summary>
    public PathEntryOptions([RegularExpression(OptionPattern.Upstream)] string upstream) => Settings = new()
    {
        To = [new(upstream)],
        IsShort = true,
    };

    /// <summary>Written as an object.</summary>
    public PathEntryOptions(PathOptions settings) => Settings = settings;

    /// <summary>What the path does; of a text, its upstream.</summary>
    public PathOptions Settings { get; }
}
