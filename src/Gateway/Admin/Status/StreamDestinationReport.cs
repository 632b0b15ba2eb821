namespace Gateway.Admin.Status;

/// <summary>A destination of a stream.</summary>
/// <param name="Name">Its host and port, <c>10.0.0.21:5432</c>.</param>
/// <param name="Healthy">Whether nothing says that it does not answer.</param>
/// <param name="Drained">Whether an operator has taken it out: it gets no new connections.</param>
/// <param name="Connections">Connections that are open.</param>
/// <param name="Total">Connections since it is configured, open ones among them.</param>
/// <param name="Health">What probes and connections say.</param>
internal sealed record StreamDestinationReport(
    string Name,
    bool Healthy,
    bool Drained,
    int Connections,
    long Total,
    HealthReport Health);
