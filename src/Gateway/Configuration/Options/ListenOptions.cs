using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>The <c>Listen</c> section as written.</summary>
internal sealed class ListenOptions
{
    /// <summary>Addresses for plain HTTP: <c>*:80</c> for all of both families, <c>192.168.10.10:80</c>,
    /// <c>[fd00::10]:80</c>. They need not be on this machine yet. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Listener)]
    public List<string>? Http { get; set; }

    /// <summary>Addresses for HTTPS, written alike: <c>*:443</c>. Defaults to none.</summary>
    [RegularExpression(OptionPattern.Listener)]
    public List<string>? Https { get; set; }
}
