using System.Globalization;
using Lab.Network;
using Lab.Observers;

namespace Lab.Subjects;

/// <summary>Two machines that share very many addresses. Nobody watches in between: observers would cost more than what
/// they watch.</summary>
internal sealed class CrowdedPair : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<string> _shared;

    /// <summary>Not yet started.</summary>
    /// <param name="kind">What both machines run.</param>
    /// <param name="settings">With a <see cref="PairSettings.Crowd"/>.</param>
    internal CrowdedPair(SubjectKind kind, PairSettings settings)
    {
        Segment = Segment.Create(linkCount: settings.LinkCount);
        _shared = [.. settings.VirtualRouters.SelectMany(router => router.Addresses).Select(address => $"{address}")];
        A = NodeProgram.Create(kind, Segment.A, Segment.WorkFolder, settings);
        B = NodeProgram.Create(kind, Segment.B, Segment.WorkFolder, settings);
    }

    internal Segment Segment { get; }

    /// <summary>The program on machine a, with the higher priority.</summary>
    internal NodeProgram A { get; }

    /// <summary>The program on machine b.</summary>
    internal NodeProgram B { get; }

    /// <summary>How many addresses the two share.</summary>
    internal int SharedCount => _shared.Count;

    /// <summary>How often virtual routers on either machine changed their state so far.</summary>
    internal int Transitions => A.Transitions + B.Transitions;

    /// <summary>Starts both.</summary>
    internal void Begin()
    {
        A.Start();
        B.Start();
    }

    /// <summary>Starts both and waits until a has all addresses alone.</summary>
    internal async Task StartAsync()
    {
        Begin();
        await SettleAsync(A.Node, B.Node);
    }

    /// <summary>Waits until one machine has all addresses and the other none; returns how long that took.</summary>
    internal async Task<TimeSpan> SettleAsync(SegmentNode all, SegmentNode none)
    {
        TimeSpan begin = LabClock.Now;
        while (OwnedBy(all) < SharedCount || OwnedBy(none) > 0)
        {
            if (LabClock.Now - begin > Limit)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"""
                    after {Limit.TotalSeconds:0} s {all.Role} has {OwnedBy(all)} of {SharedCount} addresses, {none.Role} {OwnedBy(none)}
                    {A.Log}{B.Log}
                    """));
            }

            await Task.Delay(Look);
        }

        return LabClock.Now - begin;
    }

    /// <summary>How many of the shared addresses the machine has at this moment.</summary>
    internal int OwnedBy(SegmentNode node) =>
        node.Ip("-4", "-o", "address", "show").Split([' ', '/', '\n']).Count(_shared.Contains);

    public void Dispose()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"-- a --\n{A.Log}-- b --\n{B.Log}");
        A.Dispose();
        B.Dispose();
        Segment.Dispose();
    }
}
