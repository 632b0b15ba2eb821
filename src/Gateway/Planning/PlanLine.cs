using Gateway.Configuration.Reload;

namespace Gateway.Planning;

/// <summary>One change, for people.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="What">What changes: <c>route api</c>.</param>
/// <param name="Details">What of it changes: <c>AdvertisementInterval 1s -> 500ms</c>; may be empty.</param>
/// <param name="Meaning">What that means; may be empty.</param>
internal sealed record PlanLine(ChangeKind Kind, string What, string Details = "", string Meaning = "")
{
    /// <summary>For example <c>~ instance lan4: + 192.168.10.11/24 (no transition)</c>.</summary>
    public override string ToString() => $"{Sign} {What}{(Details.Length > 0 ? $": {Details}" : "")}"
        + (Meaning.Length > 0 ? $" ({Meaning})" : "");

    private char Sign => Kind switch
    {
        ChangeKind.Added => '+',
        ChangeKind.Removed => '-',
        _ => '~',
    };
}
