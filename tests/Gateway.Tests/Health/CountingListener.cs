using Gateway.Health;

namespace Gateway.Tests.Health;

/// <summary>Counts words.</summary>
internal sealed class CountingListener : IHealthListener
{
    private readonly Lock _gate = new();
    private int _awaited = int.MaxValue;
    private TaskCompletionSource _reached = new();

    public int Count { get; private set; }

    public void OnWord(in HealthWord word)
    {
        lock (_gate)
        {
            if (++Count >= _awaited)
            {
                _awaited = int.MaxValue;
                _reached.SetResult();
            }
        }
    }

    /// <summary>Ends at the word of that number.</summary>
    public Task CountedAsync(int count)
    {
        lock (_gate)
        {
            (_awaited, _reached) = (count, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _reached.Task;
        }
    }
}
