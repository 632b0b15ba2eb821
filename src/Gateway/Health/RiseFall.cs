namespace Gateway.Health;

/// <summary>Turns single results into a state that does not flap: a failed check needs <paramref name="rise"/>
/// successes in a row, a good one <paramref name="fall"/> failures in a row. The first result ever counts alone, so
/// that a start is quick.
/// </summary>
/// <param name="rise">1 or more.</param>
/// <param name="fall">1 or more.</param>
internal sealed class RiseFall(int rise, int fall)
{
    /// <summary>The state after the last result.</summary>
    public CheckState State { get; private set; }

    /// <summary>How many results in a row speak against <see cref="State"/>.</summary>
    public int Contrary { get; private set; }

    /// <summary>Counts one result.</summary>
    /// <returns>True when it changed the state.</returns>
    public bool Add(bool healthy)
    {
        var said = healthy ? CheckState.Up : CheckState.Down;
        if (said == State)
        {
            Contrary = 0;
            return false;
        }

        Contrary++;
        if (State != CheckState.Unknown && Contrary < (healthy ? rise : fall))
        {
            return false;
        }

        State = said;
        Contrary = 0;
        return true;
    }
}
