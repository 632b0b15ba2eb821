using System.Collections.Concurrent;
using Gateway.Admin.Status;

namespace Gateway.Hosting;

/// <summary>Operators who wait for a reload that begins after they have asked. Any thread.</summary>
/// <param name="insist">Has the files read again, at once.</param>
internal sealed class ReloadRequests(Action insist)
{
    private readonly ConcurrentQueue<TaskCompletionSource<ReloadReport>> _waiting = [];

    /// <summary>Asks for a reload.</summary>
    /// <param name="cancellation">Stops waiting; the reload goes on.</param>
    /// <returns>What came of it.</returns>
    public Task<ReloadReport> AskAsync(CancellationToken cancellation)
    {
        var waiting = new TaskCompletionSource<ReloadReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        // BEFORE the reload begins.
        _waiting.Enqueue(waiting);
        insist();
        return waiting.Task.WaitAsync(cancellation);
    }

    /// <summary>Answers all who ask before the files are read.</summary>
    /// <param name="reload">Reads the files, and says what came of it; hears whether somebody has asked.</param>
    public async Task AnswerAsync(Func<bool, Task<ReloadReport>> reload)
    {
        var asked = new List<TaskCompletionSource<ReloadReport>>();
        while (_waiting.TryDequeue(out var waiting))
        {
            asked.Add(waiting);
        }

        try
        {
            var report = await reload(asked.Count > 0);
            asked.ForEach(waiting => waiting.SetResult(report));
        }
        catch (Exception failure)
        {
            asked.ForEach(waiting => waiting.SetException(failure));
            throw;
        }
    }
}
