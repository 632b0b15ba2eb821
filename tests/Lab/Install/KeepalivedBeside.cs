using System.Globalization;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Install;

/// <summary>A pair of keepalived on a segment of its own, to which the same is done: its gaps are printed beside
/// ours (issue 7).</summary>
internal sealed class KeepalivedBeside(PairSettings settings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Pair _pair = Pair.Create(SubjectKind.Keepalived, settings);

    /// <summary>Starts it, and waits until a has the address.</summary>
    internal Task StartAsync() => _pair.StartAsync();

    /// <summary>Kills the one with the address, and starts it again.</summary>
    /// <param name="withChildren">Whether all of it dies at one moment.</param>
    /// <returns>How long the client had no answer.</returns>
    internal async Task<TimeSpan> KillAsync(bool withChildren)
    {
        TimeSpan begin = LabClock.Now;
        if (withChildren)
        {
            _pair.A.Kill();
        }
        else
        {
            _pair.A.Crash();
        }

        await Wait.UntilAsync("b answers", Patience, () => _pair.Probe.First("b", begin) is not null);
        TimeSpan silence = _pair.Probe.LongestSilence(begin, _pair.Probe.First("b", begin));
        _pair.A.Start();
        await _pair.SettleAsync("a");
        return silence;
    }

    /// <summary>Restarts one after the other, as an upgrade does.</summary>
    /// <returns>How long the client had no answer, at the longest.</returns>
    internal async Task<TimeSpan> RestartAsync()
    {
        TimeSpan begin = LabClock.Now;
        foreach (NodeProgram node in (NodeProgram[])[_pair.B, _pair.A])
        {
            _ = await node.StopAsync();
            node.Start();
            await _pair.SettleAsync("a");
        }

        return _pair.Probe.LongestSilence(begin);
    }

    public void Dispose() => _pair.Dispose();

    /// <summary>A line for the report.</summary>
    internal static string Line(string what, TimeSpan ours, TimeSpan theirs) => string.Create(
        CultureInfo.InvariantCulture,
        $"    {what}: no answer for {ours.TotalMilliseconds:0} ms; keepalived: {theirs.TotalMilliseconds:0} ms");
}
