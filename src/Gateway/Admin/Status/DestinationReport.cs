namespace Gateway.Admin.Status;

/// <summary>A destination of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Healthy">Whether nothing says that it is ill.</param>
/// <param name="Drained">Whether an operator has taken it out: it gets no new requests.</param>
/// <param name="Requests">Requests under way.</param>
/// <param name="Active">What probes say.</param>
/// <param name="Passive">What requests say.</param>
internal sealed record DestinationReport(
    string Name,
    string Address,
    bool Healthy,
    bool Drained,
    int Requests,
    HealthReport Active,
    HealthReport Passive);
