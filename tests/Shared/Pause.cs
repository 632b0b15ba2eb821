namespace Shared;

/// <summary>A moment between two looks at something that comes by itself. A loop over <c>Task.Yield</c> would keep the
/// threads of the pool so busy with itself that what it waits for never gets to run.</summary>
internal static class Pause
{
    /// <summary>About a millisecond.</summary>
    public static async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        _ = await timer.WaitForNextTickAsync();
    }
}
