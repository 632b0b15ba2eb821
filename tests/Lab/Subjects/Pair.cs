using Lab.Network;
using Lab.Observers;

namespace Lab.Subjects;

/// <summary>Two machines that share the address, with all observers watching: the unit of a failover test.</summary>
internal sealed class Pair : IDisposable
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    private readonly List<IDisposable> _observers = [];
    private readonly Dictionary<Type, object> _own = [];

    private Pair(Segment segment, (SubjectKind Kind, PairSettings Settings) a, (SubjectKind, PairSettings) b)
    {
        Segment = segment;
        Settings = a.Settings;
        A = Create(a, segment.A);
        B = Create(b, segment.B);
        Probe = new AnswerProbe(segment.Client, Settings.SharedAddress);
        _observers.Add(Probe);
        Upstream = new UpstreamProgram(segment.Upstream, segment.WorkFolder);
    }

    internal Segment Segment { get; }

    /// <summary>What machine a, and unless a test says otherwise machine b, is configured with.</summary>
    internal PairSettings Settings { get; }

    /// <summary>The program on machine a, with the higher priority.</summary>
    internal NodeProgram A { get; }

    /// <summary>The program on machine b.</summary>
    internal NodeProgram B { get; }

    /// <summary>The application behind the pair; not started unless a test asks for it.</summary>
    internal UpstreamProgram Upstream { get; }

    /// <summary>Who had the address when.</summary>
    internal OwnershipHistory History { get; } = new();

    /// <summary>The client.</summary>
    internal AnswerProbe Probe { get; }

    /// <summary>Two programs of one kind on a new segment, not yet started.</summary>
    internal static Pair Create(SubjectKind kind, PairSettings? settings = null) => Create(kind, kind, settings);

    /// <summary>Two programs on a new segment, not yet started; b may be configured differently.</summary>
    internal static Pair Create(
        SubjectKind a, SubjectKind b, PairSettings? settings = null, PairSettings? settingsOfB = null)
    {
        PairSettings common = settings ?? new PairSettings();
        var segment = Segment.Create(common.DuplicateDetection, common.LinkCount);
        return new Pair(segment, (a, common), (b, settingsOfB ?? common));
    }

    /// <summary>Starts both and waits until a has the address alone and the client hears it, and b is there to take
    /// over: on a busy machine ours takes seconds to start.</summary>
    internal async Task StartAsync()
    {
        A.Start();
        if (!Settings.Preempt)
        {
            // Whoever is Master first remains it.
            await UntilAsync("a listens", () => A.IsListening);
        }

        B.Start();
        await UntilAsync("both programs run", () => A.IsListening && B.IsListening);
        await SettleAsync("a");
        await UpAsync();
    }

    /// <summary>Waits until the latest starts of both are over.</summary>
    internal Task UpAsync() => UntilAsync("both programs are up", () => A.IsUp && B.IsUp);

    /// <summary>Waits until <paramref name="role"/> has the address alone and then answers the client.</summary>
    internal async Task SettleAsync(string role)
    {
        await UntilAsync($"only {role} has the address", () => History.Owners == role);
        TimeSpan now = LabClock.Now;
        await UntilAsync($"the client hears {role}", () => Probe.First(role, now) is not null);
    }

    /// <summary>An observer of the test's own, one of its kind, which watches as long as the pair is there.</summary>
    /// <param name="create">Makes it when it is first asked for.</param>
    internal T Observer<T>(Func<T> create)
        where T : class
    {
        if (!_own.TryGetValue(typeof(T), out object? known))
        {
            _own[typeof(T)] = known = create();
            if (known is IDisposable observer)
            {
                _observers.Add(observer);
            }
        }

        return (T)known;
    }

    /// <summary>What happened, for the output of a failed test.</summary>
    internal string Describe() => $"""
        -- addresses --
        {History.Describe()}-- {A.Kind} on a --
        {A.Log}-- {B.Kind} on b --
        {B.Log}
        """;

    public void Dispose()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Describe());
        A.Dispose();
        B.Dispose();
        Upstream.Dispose();
        // At once: each looks only now and then whether it is to end.
        Task.WaitAll([.. _observers.Select(observer => Task.Run(observer.Dispose))]);
        Segment.Dispose();
    }

    private async Task UntilAsync(string expectation, Func<bool> condition)
    {
        try
        {
            await Wait.UntilAsync(expectation, SettleLimit, condition);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{Describe()}", late);
        }
    }

    // The observers BEFORE the program can own anything.
    private NodeProgram Create((SubjectKind Kind, PairSettings Settings) subject, SegmentNode node)
    {
        _observers.Add(subject.Kind == SubjectKind.Frr
            ? new InterfaceMonitor(node, FrrNode.MacvlanOf(Settings.Family), History)
            : new AddressMonitor(node, Settings.SharedAddress, History));
        _observers.Add(new AnswerResponder(node, Settings.Family));
        return NodeProgram.Create(subject.Kind, node, Segment.WorkFolder, subject.Settings);
    }
}
