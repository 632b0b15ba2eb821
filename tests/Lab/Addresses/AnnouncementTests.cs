using System.Globalization;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Addresses;

/// <summary>A new owner tells the segment where the address lives, as a client on the segment hears it.</summary>
public sealed class AnnouncementTests
{
    private static readonly TimeSpan[] Schedule = [
        TimeSpan.Zero, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5),
    ];

    /// <summary>What a busy machine may add to any moment.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1.5);

    /// <summary>The first frame may be read later than it came, which makes the others seem early.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(400);

    [LabFact]
    public async Task A_takeover_is_announced_five_times_in_two_seconds_and_once_more_at_five()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();
        using var capture = new AnnouncementCapture(pair.Segment.Client, PairSettings.VirtualAddress);
        TimeSpan begin = LabClock.Now;

        await pair.A.StopAsync();
        await pair.SettleAsync("b");
        TimeSpan taken = pair.History.First("b", held: true, begin)!.Value;
        await Wait.HappensAsync(Schedule[^1] + Lateness - (LabClock.Now - taken), () => false);

        // A may be at those of its own takeover, until b begins.
        string ofB = pair.Segment.B.HardwareAddress;
        GratuitousAnnouncement[] frames = [.. capture.Frames.SkipWhile(frame => frame.HardwareAddress != ofB)];
        Report(frames, taken);
        Assert.All(frames, frame => Assert.Equal(ofB, frame.HardwareAddress));
        Assert.All(frames, frame => Assert.Equal(ofB, frame.EthernetSource));
        AssertOnSchedule([.. frames.Where(frame => frame.IsRequest).Select(frame => frame.At - taken)]);
        AssertOnSchedule([.. frames.Where(frame => !frame.IsRequest).Select(frame => frame.At - taken)]);
    }

    private static void AssertOnSchedule(TimeSpan[] moments)
    {
        Assert.Equal(Schedule.Length, moments.Length);
        foreach ((TimeSpan planned, TimeSpan seen) in Schedule.Zip(moments))
        {
            Assert.InRange(seen, planned - Early, planned + Lateness);
        }
    }

    private static void Report(GratuitousAnnouncement[] frames, TimeSpan taken)
    {
        foreach (GratuitousAnnouncement frame in frames)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(frame.At - taken).TotalMilliseconds,7:0.0} ms  {(frame.IsRequest ? "request" : "reply  ")}  "
                + $"{frame.HardwareAddress}"));
        }
    }
}
