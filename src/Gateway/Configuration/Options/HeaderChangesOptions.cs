using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>What becomes of headers, as written: removed first, then set, then added.</summary>
internal sealed class HeaderChangesOptions
{
    /// <summary>Name to the value in place of any other. Defaults to none.</summary>
    [Names(OptionPattern.HeaderName)]
    public Dictionary<string, string>? Set { get; set; }

    /// <summary>Name to the value beside any other. Defaults to none.</summary>
    [Names(OptionPattern.HeaderName)]
    public Dictionary<string, string>? Add { get; set; }

    /// <summary>Names of those that go. Defaults to none.</summary>
    [RegularExpression(OptionPattern.HeaderName)]
    public List<string>? Remove { get; set; }
}
