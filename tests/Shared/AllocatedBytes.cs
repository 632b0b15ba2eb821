namespace Shared;

/// <summary>What this thread allocates. The least of three measurements: the runtime allocates a few bytes of its own
/// in the moment in which it compiles a method better; what the code allocates, it allocates each time.</summary>
internal static class AllocatedBytes
{
    private const int Measurements = 3;

    /// <summary>Bytes that the work allocates.</summary>
    /// <param name="work">Done three times, with 0, 1 and 2.</param>
    public static long Least(Action<int> work) => Least(static _ => { }, work);

    /// <summary>Bytes that the work allocates, without those of what it needs first.</summary>
    /// <param name="prepare">Done before each time, and not counted.</param>
    /// <param name="work">Done three times, with 0, 1 and 2.</param>
    public static long Least(Action<int> prepare, Action<int> work)
    {
        var least = long.MaxValue;
        for (var measurement = 0; measurement < Measurements; measurement++)
        {
            prepare(measurement);
            var before = GC.GetAllocatedBytesForCurrentThread();
            work(measurement);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
