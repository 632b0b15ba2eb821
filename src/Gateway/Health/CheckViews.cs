using Gateway.Proxy.Upstreams;

namespace Gateway.Health;

/// <summary>What destinations see of a check that stands for them.</summary>
internal static class CheckViews
{
    /// <summary>The check's word; null without one.</summary>
    public static CheckView Of(CheckStatus? status) => status switch
    {
        null or { State: CheckState.Unknown } => default,
        _ => new(status.State == CheckState.Up, status.Last?.Text),
    };
}
