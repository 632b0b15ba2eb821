namespace Gateway.Admin.Status;

/// <summary>What a virtual router has counted since it started.</summary>
/// <param name="AdvertisementsSent">Advertisements sent.</param>
/// <param name="AdvertisementsReceived">Good advertisements received.</param>
/// <param name="MasterTransitions">How often it became Master.</param>
/// <param name="PriorityZeroSent">Farewells sent.</param>
/// <param name="PriorityZeroReceived">Farewells received.</param>
/// <param name="Dropped">Packets discarded, for any reason.</param>
internal sealed record CounterReport(
    long AdvertisementsSent,
    long AdvertisementsReceived,
    long MasterTransitions,
    long PriorityZeroSent,
    long PriorityZeroReceived,
    long Dropped);
