using System.ComponentModel.DataAnnotations;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One upstream of a site as written: its address, or an object.</summary>
internal sealed class UpstreamOptions : IListItem
{
    /// <summary>Written as a text.</summary>
    public UpstreamOptions([RegularExpression(OptionPattern.Upstream)] string address) =>
        (Settings, IsShort) = (new() { Address = address }, true);

    /// <summary>Written as an object.</summary>
    public UpstreamOptions(UpstreamSettingsOptions settings) => Settings = settings;

    /// <summary>The upstream; of a text, its address alone.</summary>
    public UpstreamSettingsOptions Settings { get; }

    /// <summary>Whether a text stood there.</summary>
    internal bool IsShort { get; }

    /// <summary>Whether it stood in brackets, and not for a list of one.</summary>
    bool IListItem.IsListed { get; set; }

    /// <inheritdoc cref="IListItem.IsListed"/>
    internal bool IsListed => ((IListItem)this).IsListed;
}
