namespace Gateway.Admin.Status;

/// <summary>What keeps a virtual router from being Master.</summary>
/// <param name="Kind">One word: a name of the engine, such as <c>CarrierLost</c>.</param>
/// <param name="Text">A sentence without a full stop.</param>
internal sealed record FaultReport(
    string Kind,
    string Text);
