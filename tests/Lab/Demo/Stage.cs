using System.Globalization;
using Lab.Faults;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Demo;

/// <summary>One chapter: a fault on edge-a while the client keeps asking, then the story of what it saw.</summary>
internal sealed class Stage(Pair pair, FaultKind fault, string what)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    /// <summary>Enough for a client that is held back at a planned stop: its kernel asks again after 1 s.</summary>
    private static readonly TimeSpan HeldBack = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);

    /// <summary>Plays it; whether traffic came back and the address is in one place.</summary>
    internal async Task<bool> PlayAsync()
    {
        var trial = new Trial(pair, fault);
        TimeSpan begin;
        RequestRecord[] requests;
        await using (var client = new RequestProbe(pair.Segment.Client, fault == FaultKind.Stop ? HeldBack : null))
        {
            await Task.Delay(Before);
            begin = await trial.ApplyAsync();
            await Wait.HappensAsync(
                Limit, () => pair.History.Owners == "b" && Good(client.Records, pair.B, begin).Length > 0);
            await Task.Delay(After);
            requests = client.Records;
        }

        bool good = Tell(requests, begin);
        await trial.MendAsync();
        return good;
    }

    private static RequestRecord[] Good(RequestRecord[] requests, NodeProgram through, TimeSpan after) =>
        [.. requests.Where(request => request.Ended > after && request.Through == through.Node.Address.ToString())];

    private bool Tell(RequestRecord[] requests, TimeSpan begin)
    {
        RequestRecord[] byA = Good(requests, pair.A, TimeSpan.Zero);
        RequestRecord[] byB = Good(requests, pair.B, begin);
        TimeSpan? taken = pair.History.First("b", held: true, begin);
        TimeSpan? gone = pair.History.First("a", held: false, begin);
        TimeSpan? last = byA.Length > 0 ? byA[^1].Ended : null;
        TimeSpan? first = byB.Length > 0 ? byB[0].Ended : null;

        (TimeSpan? At, string Text, bool Important)[] story = [
            (last, "last good answer through edge-a", false),
            (begin, what, true),
            (gone, GoneText(), false),
            (taken, "edge-b takes the address", true),
            (first, "first good answer through edge-b", true),
        ];
        Screen.Say();
        foreach ((TimeSpan? at, string text, bool important) in story.Where(e => e.At is not null).OrderBy(e => e.At))
        {
            Screen.Event(at!.Value - begin, text, important);
        }

        return Judge(requests, begin, last, first, gone);
    }

    private bool Judge(RequestRecord[] requests, TimeSpan begin, TimeSpan? last, TimeSpan? first, TimeSpan? gone)
    {
        int failures = requests.Count(request => request.Through is null);
        string count = string.Create(CultureInfo.InvariantCulture, $"{failures} of {requests.Length} requests failed");
        if (first is null || gone is null)
        {
            Screen.Verdict(good: false, first is null
                ? $"no answer through edge-b within {Screen.Text(Limit)}; {count}"
                : $"the address is still on edge-a after {Screen.Text(LabClock.Now - begin)}; {count}");
            return false;
        }

        TimeSpan silence = last is TimeSpan end && first > end ? first.Value - end : TimeSpan.Zero;
        Screen.Verdict(good: true, $"{Screen.Text(silence)} without an answer; {count}");
        return true;
    }

    private string GoneText() => fault switch
    {
        FaultKind.Crash => "the address is gone from edge-a: its guard removed it and told edge-b",
        FaultKind.Freeze => "the address is gone from edge-a: its kernel dropped it, nobody renewed the lease",
        _ => "edge-a has removed the address from itself",
    };
}
