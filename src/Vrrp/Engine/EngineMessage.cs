using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>One message to the engine thread.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Tracker">The tracker's index.</param>
/// <param name="Word">Its word.</param>
/// <param name="ValidFor">How long the word holds, or the drain may take.</param>
/// <param name="Config">What to run from now on.</param>
/// <param name="News">Words on trackers that only <paramref name="Config"/> has.</param>
internal readonly record struct EngineMessage(
    EngineMessageKind Kind, int Tracker = 0, Demotion Word = default, Duration ValidFor = default,
    VrrpConfig? Config = null, ImmutableArray<TrackerWord> News = default);
