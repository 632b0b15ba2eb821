using Gateway.Vrrp.Core;

namespace Gateway.Health;

/// <summary>Turns single results into a level that does not flap: it gets worse when <paramref name="fall"/> results in
/// a row are worse, and then as bad as the best of them; better when <paramref name="rise"/> in a row are better, and
/// then as good as the worst of them. For results that are well or failed and nothing between, that is the usual
/// counting. The first result ever counts alone, so that a start is quick.</summary>
/// <param name="rise">1 or more.</param>
/// <param name="fall">1 or more.</param>
internal sealed class RiseFall(int rise, int fall)
{
    // The last results, a ring; filled with the first one.
    private readonly Demotion[] _results = new Demotion[Math.Max(rise, fall)];
    private int _next;
    private int _direction;

    /// <summary>The state after the last result: up at any level below the full one.</summary>
    public CheckState State { get; private set; }

    /// <summary>The level after the last result; full before the first.</summary>
    public Demotion Level { get; private set; } = Demotion.Full;

    /// <summary>How many results in a row speak against <see cref="Level"/>, all worse or all better.</summary>
    public int Contrary { get; private set; }

    /// <summary>Counts one result.</summary>
    /// <returns>True when it changed the state or the level.</returns>
    public bool Add(Demotion result)
    {
        if (State == CheckState.Unknown)
        {
            Array.Fill(_results, result);
            Become(result);
            return true;
        }

        _results[_next] = result;
        _next = (_next + 1) % _results.Length;
        var direction = Math.Sign(result.Percent - Level.Percent);
        Contrary = direction == 0 ? 0 : direction == _direction ? Contrary + 1 : 1;
        _direction = direction;
        if (Contrary < (direction > 0 ? fall : rise) || direction == 0)
        {
            return false;
        }

        Become(direction > 0 ? Extreme(fall, Math.Min) : Extreme(rise, Math.Max));
        return true;
    }

    private void Become(Demotion level)
    {
        Level = level;
        State = level.IsFull ? CheckState.Down : CheckState.Up;
        Contrary = 0;
        _direction = 0;
    }

    // Of the last so many results.
    private Demotion Extreme(int count, Func<byte, byte, byte> choose)
    {
        var extreme = Last(1);
        for (var back = 2; back <= count; back++)
        {
            extreme = choose(extreme, Last(back));
        }

        return new(extreme);
    }

    private byte Last(int back) => _results[(_next - back + _results.Length) % _results.Length].Percent;
}
