using Gateway.Import.Drafts;
using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>A script, process or file that instances may track.</summary>
/// <param name="block">Its block.</param>
/// <param name="draft">The health check that it becomes.</param>
internal sealed class TrackedCheck(Statement block, Draft draft)
{
    /// <summary>Its block.</summary>
    public Statement Block { get; } = block;

    /// <summary>The health check that it becomes.</summary>
    public Draft Draft { get; } = draft;

    /// <summary>Whether something tracks it.</summary>
    public bool IsAskedFor { get; set; }

    /// <summary>Whether its translation has been tried.</summary>
    public bool IsTranslated { get; set; }

    /// <summary>Whether it has become a health check.</summary>
    public bool IsMade { get; set; }

    /// <summary>Its weight unless the instance has another; of a file, what the number in it is multiplied
    /// with.</summary>
    public int Weight { get; set; }

    /// <summary>Whether the weight counts the other way round.</summary>
    public bool IsReversed { get; set; }
}
