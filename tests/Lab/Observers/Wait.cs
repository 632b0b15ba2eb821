namespace Lab.Observers;

/// <summary>Waits for conditions of the real world: polls in small steps, gives up with a sentence.</summary>
internal static class Wait
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    /// <summary>Returns when <paramref name="condition"/> holds; throws <see cref="TimeoutException"/> naming
    /// <paramref name="expectation"/> when it does not within <paramref name="limit"/>.</summary>
    internal static async Task UntilAsync(string expectation, TimeSpan limit, Func<bool> condition)
    {
        if (!await HappensAsync(limit, condition))
        {
            throw new TimeoutException($"not within {limit.TotalSeconds:0.###} s: {expectation}");
        }
    }

    /// <summary>Whether <paramref name="condition"/> comes to hold within <paramref name="limit"/>.</summary>
    internal static async Task<bool> HappensAsync(TimeSpan limit, Func<bool> condition)
    {
        TimeSpan deadline = LabClock.Now + limit;
        while (!condition())
        {
            if (LabClock.Now >= deadline)
            {
                return false;
            }

            await Task.Delay(Step);
        }

        return true;
    }
}
