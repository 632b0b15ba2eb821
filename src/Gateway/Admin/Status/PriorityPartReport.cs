namespace Gateway.Admin.Status;

/// <summary>What a tracker does to a priority.</summary>
/// <param name="Tracker">Its name, as in Track.</param>
/// <param name="Weight">Its weight; 0: its failure is a fault.</param>
/// <param name="Delta">What it adds at the moment.</param>
/// <param name="Text">What it says: <c>succeeds</c>, <c>fails</c>.</param>
internal sealed record PriorityPartReport(
    string Tracker,
    int Weight,
    int Delta,
    string Text);
