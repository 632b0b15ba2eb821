using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Gateway.Tests.Health;

/// <summary>An engine that keeps what it is told, in order.</summary>
internal sealed class FakeEngine : IVrrpEngine
{
    private readonly Lock _gate = new();
    private readonly List<string> _told = [];
    private readonly TaskCompletionSource _ended = new();

    /// <summary>Whether its inbox is full.</summary>
    public bool IsFull { get; set; }

    public Task Completion => _ended.Task;

    /// <summary>"web 0 %" is a tracker's word under the configuration of the moment; "[web, db 100 %]" is a
    /// configuration with its trackers, and what is said of the new ones.</summary>
    public ImmutableArray<string> Told
    {
        get
        {
            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    public ImmutableArray<string> Trackers { get; set; } = [];

    public void End() => _ended.SetResult();

    public bool ReportTracker(int tracker, Demotion word, TimeSpan validFor) =>
        TryTell(() => FormattableString.Invariant($"{Trackers[tracker]} {word.Percent} %"));

    public bool Apply(VrrpConfig config, ImmutableArray<TrackerWord> news = default) => TryTell(() =>
    {
        Trackers = config.Trackers;
        return "[" + string.Join(", ", Trackers.Select((name, index) => name + string.Concat(
            news.Where(word => word.Tracker == index).Select(word => FormattableString.Invariant(
                $" {word.Word.Percent} % for {word.ValidFor.TotalSeconds} s"))))) + "]";
    });

    private bool TryTell(Func<string> text)
    {
        lock (_gate)
        {
            if (!IsFull)
            {
                _told.Add(text());
            }

            return !IsFull;
        }
    }
}
