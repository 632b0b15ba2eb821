namespace Gateway.Admin.Status;

/// <summary>An address that clients connect to.</summary>
/// <param name="Scheme"><c>Http</c> or <c>Https</c>.</param>
/// <param name="Address">Address and port.</param>
internal sealed record ListenerReport(
    string Scheme,
    string Address);
