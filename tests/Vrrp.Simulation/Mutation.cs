namespace Vrrp.Simulation;

/// <summary>A world that breaks a promise. A simulation that runs to its end in such a world checks nothing.</summary>
internal enum Mutation
{
    /// <summary>The world as it should be.</summary>
    None,

    /// <summary>The kernel keeps an address whose lease is over.</summary>
    LeasesNeverEnd,

    /// <summary>The kernel renews every address by itself.</summary>
    KernelRenews,

    /// <summary>The port says that it removed an address, and does not.</summary>
    RemovalsAreIgnored,

    /// <summary>The port says that it added an address, and does not.</summary>
    AssignmentsAreIgnored,

    /// <summary>Packets to the last node never arrive, and nobody knows.</summary>
    LastNodeIsDeaf,

    /// <summary>The observers of events are so slow that the ring overflows.</summary>
    EventsAreNotRead,

    /// <summary>The ring has room for hardly any event.</summary>
    EventRingIsSmall,

    /// <summary>Announcements never reach the segment.</summary>
    AnnouncementsAreLost,

    /// <summary>A drain breaks before it makes: the process stops instead.</summary>
    DrainIsAStop,

    /// <summary>A drain that nobody ends lets go of the addresses, although the process goes on.</summary>
    DrainsLetGo,

    /// <summary>Advertisements with priority 0 never arrive, and nobody knows.</summary>
    FarewellsAreLost,

    /// <summary>A reload ends the process's virtual routers and starts them again.</summary>
    ReloadIsARestart,

    /// <summary>Nobody asks before a first takeover.</summary>
    NobodyAsks,

    /// <summary>The virtual routers of a node do not know that they are a sync group.</summary>
    MembersActAlone,

    /// <summary>A sync group settles after timers only, not after packets.</summary>
    GroupsSettleLate,
}
