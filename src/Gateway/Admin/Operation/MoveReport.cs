namespace Gateway.Admin.Operation;

/// <summary>What became of a virtual router.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Before">Its state before.</param>
/// <param name="After">Its state behind it.</param>
/// <param name="Peer">Who has the addresses; null when this node has, or when nobody was heard.</param>
/// <param name="Milliseconds">When it had changed its state; 0 when it has not.</param>
/// <param name="Text">What that means, as a sentence without a full stop.</param>
internal sealed record MoveReport(
    string Instance, string Before, string After, string? Peer, double Milliseconds, string Text);
