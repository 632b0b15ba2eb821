using Gateway.Import.Reading;

namespace Gateway.Import.Drafts;

/// <summary>What the file of one machine comes to.</summary>
/// <param name="Name">The machine's name in <c>Nodes</c>.</param>
/// <param name="Root">The statements of the file.</param>
internal sealed record NodeDraft(string Name, Statement Root)
{
    /// <summary>Its instances.</summary>
    public List<InstanceDraft> Instances { get; } = [];

    /// <summary>Its sync groups: each has one setting, the list of members, without keys.</summary>
    public List<Draft> Groups { get; } = [];

    /// <summary>Its health checks.</summary>
    public List<Draft> Checks { get; } = [];

    /// <summary>Its notify actions.</summary>
    public List<Draft> Actions { get; } = [];

    /// <summary>What stands in <c>Vrrp</c> itself.</summary>
    public Draft Section { get; } = new(Root, "Vrrp");
}
