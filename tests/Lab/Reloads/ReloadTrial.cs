using System.Net;
using System.Net.Sockets;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Reloads;

/// <summary>Reloads a proxy again and again while clients ask it.</summary>
internal sealed class ReloadTrial : IDisposable
{
    private static readonly TimeSpan CalmTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);

    private readonly Segment _segment = Segment.Create();
    private readonly UpstreamProgram _upstream;
    private readonly RouteProgram _program;
    private readonly int _routes;

    /// <summary>A program on a new segment, not yet started.</summary>
    internal ReloadTrial(Func<SegmentNode, string, int, RouteProgram> create, int routes)
    {
        _upstream = new(_segment.Upstream, _segment.WorkFolder);
        _program = create(_segment.A, _segment.WorkFolder, routes);
        _routes = routes;
    }

    /// <summary>What tables call the program.</summary>
    internal string Name => _program.Name;

    public void Dispose()
    {
        _program.Dispose();
        _upstream.Dispose();
        _segment.Dispose();
    }

    /// <summary>Starts it, loads it, and reloads it so many times.</summary>
    internal async Task<ReloadResult> MeasureAsync(int reloads)
    {
        _segment.A.Ip("link", "set", "lo", "up");
        _upstream.Start();
        _program.Write(withNew: false);
        _program.Start();
        await UntilAsync(RouteProgram.Host(0), HttpStatusCode.OK);
        // Once for nothing: what runs for the first time is compiled, mapped, cached.
        _ = await ReloadAsync(withNew: true);
        _ = await ReloadAsync(withNew: false);
        await using var load = new LatencyLoad(_segment.Client, _segment.A.Address, _routes);
        await Task.Delay(CalmTime);
        (TimeSpan, TimeSpan)[] calm = [(LabClock.Now, LabClock.Now + CalmTime)];
        await Task.Delay(CalmTime);

        List<(TimeSpan From, TimeSpan To)> during = [];
        List<TimeSpan> times = [];
        for (int reload = 0; reload < reloads; reload++)
        {
            TimeSpan begin = LabClock.Now;
            times.Add(await ReloadAsync(withNew: reload % 2 == 0));
            during.Add((begin, LabClock.Now + Aftermath));
            await Task.Delay(Pause);
        }

        return new([.. times.Order()], load.Within(calm), load.Within(during), load.Failed);
    }

    private async Task<TimeSpan> ReloadAsync(bool withNew)
    {
        _program.Write(withNew);
        TimeSpan begin = LabClock.Now;
        Task taken = _program.TakeUpAsync();
        await UntilAsync(RouteProgram.NewHost, withNew ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        TimeSpan took = LabClock.Now - begin;
        await taken;
        return took;
    }

    private async Task UntilAsync(string host, HttpStatusCode expected)
    {
        TimeSpan deadline = LabClock.Now + Patience;
        while (await StatusAsync(host) != expected)
        {
            if (LabClock.Now > deadline)
            {
                throw new TimeoutException(
                    $"{Name} does not answer {expected} for {host}; it printed:\n{_program.Log}");
            }

            await Task.Delay(LookAgain);
        }
    }

    private async Task<HttpStatusCode?> StatusAsync(string host)
    {
        try
        {
            return await LatencyLoad.StatusAsync(_segment.Client, _segment.A.Address, host);
        }
        catch (Exception failure) when (failure
            is HttpRequestException or SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
