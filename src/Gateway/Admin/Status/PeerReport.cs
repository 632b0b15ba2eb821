namespace Gateway.Admin.Status;

/// <summary>The router that a virtual router has heard last.</summary>
/// <param name="Address">Where its advertisements come from.</param>
/// <param name="Priority">What it advertised; 0: it resigned.</param>
/// <param name="LastAdvertisement">When it was heard. A Backup is silent: then this is when it was Master.</param>
/// <param name="AgeMilliseconds">How long ago that is.</param>
/// <param name="IntervalMilliseconds">The interval that it advertised.</param>
/// <param name="Version">The version of what it sent.</param>
internal sealed record PeerReport(
    string Address,
    int Priority,
    DateTimeOffset LastAdvertisement,
    double AgeMilliseconds,
    double IntervalMilliseconds,
    int Version);
