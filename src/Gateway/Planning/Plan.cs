using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Configuration.Reload;

namespace Gateway.Planning;

/// <summary>What a reload would change, and what that means: the changes that a reload applies, in words.</summary>
internal sealed record Plan
{
    /// <summary>What a reload applies.</summary>
    public required ConfigurationChanges Changes { get; init; }

    /// <summary>Every change, in the order of the sections.</summary>
    public required ImmutableArray<PlanLine> Lines { get; init; }

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => Lines.IsEmpty && !NeedsRestart;

    /// <summary>Whether a reload refuses all of it.</summary>
    public bool NeedsRestart => !Changes.NeedsRestart.IsEmpty;

    /// <summary>Compares two valid configurations of a node.</summary>
    public static Plan Between(ConfigurationResult old, ConfigurationResult next)
    {
        var changes = ConfigurationChanges.Between(old.Config!, next.Config!);
        var sections = new PlannedSections(old, next);
        return new()
        {
            Changes = changes,
            Lines =
            [
                .. sections.Nodes(),
                .. new PlannedRouters(old, next).Describe(changes.Vrrp),
                .. sections.Describe(changes),
            ],
        };
    }
}
