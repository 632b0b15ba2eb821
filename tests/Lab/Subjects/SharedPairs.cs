namespace Lab.Subjects;

/// <summary>One pair at a time for the facts of a class that want the same one, one after the other. Each leaves it
/// with machine a as Master; one that fails takes it along. Facts run in the order of their names: those that want the
/// same pair follow each other.</summary>
public sealed class SharedPairs : IDisposable
{
    private (SubjectKind A, SubjectKind B, PairSettings Settings) _kind;
    private Pair? _pair;

    public void Dispose()
    {
        _pair?.Dispose();
        _pair = null;
    }

    /// <summary>Runs a fact with a settled pair of our programs.</summary>
    internal Task UseAsync(PairSettings settings, Func<Pair, Task> fact, Action<Pair>? prepare = null) =>
        UseAsync(SubjectKind.Gateway, SubjectKind.Gateway, settings, fact, prepare);

    /// <summary>Runs a fact with a settled pair.</summary>
    /// <param name="a">What machine a runs.</param>
    /// <param name="b">What machine b runs.</param>
    /// <param name="settings">What both are configured with.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="prepare">What is done BEFORE a new pair starts.</param>
    internal async Task UseAsync(
        SubjectKind a, SubjectKind b, PairSettings settings, Func<Pair, Task> fact, Action<Pair>? prepare = null)
    {
        if (_kind != (a, b, settings))
        {
            Dispose();
        }

        bool isGood = false;
        try
        {
            Pair pair = _pair ?? await StartAsync((a, b, settings), prepare);
            await fact(pair);
            await pair.SettleAsync("a");
            await pair.UpAsync();
            isGood = true;
        }
        finally
        {
            if (!isGood)
            {
                Dispose();
            }
        }
    }

    private async Task<Pair> StartAsync(
        (SubjectKind A, SubjectKind B, PairSettings Settings) kind, Action<Pair>? prepare)
    {
        _kind = kind;
        _pair = Pair.Create(kind.A, kind.B, kind.Settings);
        prepare?.Invoke(_pair);
        await _pair.StartAsync();
        return _pair;
    }
}
