using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>What becomes of the path on its way to the upstream, as written.</summary>
internal sealed class RewriteOptions
{
    /// <summary>What is taken from the front of the path, such as <c>/api</c>. Defaults to nothing.</summary>
    [RegularExpression(OptionPattern.PathPrefix)]
    public string? StripPrefix { get; set; }

    /// <summary>What is put in front of the path after that. Defaults to nothing.</summary>
    [RegularExpression(OptionPattern.PathPrefix)]
    public string? AddPrefix { get; set; }

    /// <summary>What stands in place of the whole path, not together with the others. Defaults to nothing.</summary>
    [RegularExpression(OptionPattern.PathPrefix)]
    public string? Replace { get; set; }
}
