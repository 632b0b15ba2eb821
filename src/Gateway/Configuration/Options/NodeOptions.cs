using System.ComponentModel.DataAnnotations;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Nodes</c> as written.</summary>
internal sealed class NodeOptions
{
    /// <summary>The machine's own address, or a list with one of each family: where its advertisements come from, and
    /// where those of the others go to. Defaults to the first of the interface, and to multicast.</summary>
    [RegularExpression(OptionPattern.Address)]
    public List<string>? Address { get; set; }

    /// <summary>The priority of its virtual routers, 1 to 255; the highest is Master. Required.</summary>
    [Required]
    [Range(1, 255)]
    public int? Priority { get; set; }
}
