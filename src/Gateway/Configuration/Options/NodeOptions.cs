namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Nodes</c> as written.</summary>
internal sealed class NodeOptions
{
    /// <summary>The machine's own address, the source of its advertisements. Defaults to the first of the
    /// interface.</summary>
    public string? Address { get; set; }

    /// <summary>The priority of its virtual routers, 1 to 255; the highest is Master. Required.</summary>
    public int? Priority { get; set; }
}
