namespace Gateway.Vrrp.Config;

/// <summary>Trackers that are interfaces of this machine: <c>interface:eth1</c>. Up means what it means for the
/// interface of a virtual router itself.</summary>
public static class InterfaceTracker
{
    /// <summary>What the name of such a tracker begins with. No health check has it: their names have no
    /// colon.</summary>
    public const string Prefix = "interface:";

    /// <summary>The interface that a tracker stands for.</summary>
    /// <returns>Null when it is a health check.</returns>
    public static string? InterfaceOf(string tracker) =>
        tracker.StartsWith(Prefix, StringComparison.Ordinal) ? tracker[Prefix.Length..] : null;
}
