using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A sync group with a clock that the test moves, driven as a shell drives it.</summary>
internal sealed class TestGroup
{
    private static readonly Instant Start = new(5_000_000_000_000);

    private VrrpStateMachine[] _members;
    private SyncGroup _group;
    private readonly EffectBuffer _buffer = new();
    private Instant _now = Start;

    /// <summary>A group in Initialize.</summary>
    public TestGroup(params VrrpMachineSettings[] members)
    {
        _members = [.. members.Select(settings => new VrrpStateMachine(settings with { InSyncGroup = true }))];
        _group = new([.. _members]);
        foreach (var member in _members)
        {
            member.Handle(_now, VrrpInput.SourceAddress(TestMachine.OwnAddress), _buffer);
        }
    }

    public IReadOnlyList<VrrpStateMachine> Members => _members;

    public IEnumerable<VrrpState> States => _members.Select(member => member.State);

    public Duration Elapsed => _now - Start;

    /// <summary>What the last input led to, in order: the member and its effect.</summary>
    public List<(int Member, Effect Effect)> Effects { get; } = [];

    public IEnumerable<(int Member, EffectKind Kind)> Kinds =>
        Effects.Select(each => (each.Member, each.Effect.Kind));

    public IEnumerable<(int Member, TransitionReason Reason)> Reasons =>
        Effects.Where(each => each.Effect.Kind == EffectKind.ReportTransition)
            .Select(each => (each.Member, each.Effect.Transition.Reason));

    public IEnumerable<(int Member, byte Priority)> Advertised =>
        Effects.Where(each => each.Effect.Kind == EffectKind.SendAdvertisement)
            .Select(each => (each.Member, each.Effect.Priority));

    /// <summary>Two members with priority 100 that were started.</summary>
    public static TestGroup Backup(int intervalMilliseconds = 1000)
    {
        var group = new TestGroup(
            TestMachine.Settings(), TestMachine.Settings(intervalMilliseconds: intervalMilliseconds));
        group.StartAll();
        Assert.All(group.States, state => Assert.Equal(VrrpState.Backup, state));
        return group;
    }

    /// <summary>Two members with priority 100 that are Master.</summary>
    public static TestGroup Master(int intervalMilliseconds = 1000)
    {
        var group = Backup(intervalMilliseconds);
        group.RunUntil(Duration.FromSeconds(4));
        Assert.All(group.States, state => Assert.Equal(VrrpState.Master, state));
        return group;
    }

    /// <summary>A new configuration adds a member, which is to be started.</summary>
    public void Add(VrrpMachineSettings settings)
    {
        _members = [.. _members, new VrrpStateMachine(settings with { InSyncGroup = true })];
        _group = new([.. _members]);
    }

    /// <summary>A new configuration makes a group of machines that were alone.</summary>
    public static TestGroup Of(params VrrpMachineSettings[] members)
    {
        var group = new TestGroup();
        group._members = [.. members.Select(settings => new VrrpStateMachine(settings))];
        group.StartAll();
        return group;
    }

    /// <summary>The machines are a group from now on, as the engine makes one: BEFORE they hear of it.</summary>
    public void Form(params VrrpMachineSettings[] members)
    {
        _group = new([.. _members]);
        Effects.Clear();
        for (var i = 0; i < members.Length; i++)
        {
            _members[i].Retune(_now, members[i] with { InSyncGroup = true }, _buffer);
            Take(i);
            Settle();
        }
    }

    public void StartAll()
    {
        for (var i = 0; i < _members.Length; i++)
        {
            Handle(i, VrrpInput.Startup);
        }
    }

    public void Sleep(Duration duration) => _now += duration;

    public void Handle(int member, in VrrpInput input)
    {
        Effects.Clear();
        Do(member, input);
        Settle();
    }

    private void Settle()
    {
        for (var i = 0; _group.TryNext(out var next, out var word); i++)
        {
            Assert.True(i < 100, "The group never comes to rest.");
            Do(next, word);
        }

        Assert.False(_group.TryNext(out _, out _));
    }

    public void Hear(int member, byte priority, IpAddr source) =>
        Handle(member, VrrpInput.Advertisement(priority, Duration.FromSeconds(1), source));

    /// <summary>Ticks at every deadline until then.</summary>
    /// <returns>All effects with the time they came at.</returns>
    public List<(Duration At, int Member, Effect Effect)> RunUntil(Duration elapsed)
    {
        var all = new List<(Duration, int, Effect)>();
        for (var member = NextDue(elapsed); member >= 0; member = NextDue(elapsed))
        {
            _now = _members[member].NextTimeout > _now ? _members[member].NextTimeout : _now;
            Handle(member, VrrpInput.Tick);
            all.AddRange(Effects.Select(each => (Elapsed, each.Member, each.Effect)));
        }

        _now = Start + elapsed;
        return all;
    }

    private int NextDue(Duration elapsed)
    {
        var next = _members.Index().MinBy(member => member.Item.NextTimeout);
        return next.Item.NextTimeout <= Start + elapsed ? next.Index : -1;
    }

    private void Do(int member, in VrrpInput input)
    {
        _members[member].Handle(_now, input, _buffer);
        Take(member);
    }

    private void Take(int member)
    {
        Effects.AddRange(Enumerable.Range(0, _buffer.Count).Select(i => (member, _buffer[i])));
        _buffer.Clear();
    }
}
