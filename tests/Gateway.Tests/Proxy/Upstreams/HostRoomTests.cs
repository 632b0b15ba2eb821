using Gateway.Proxy.Upstreams;
using Shared;

namespace Gateway.Tests.Proxy.Upstreams;

public sealed class HostRoomTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    private readonly FakeTime _time = new();
    private readonly HostRoom _room;

    public HostRoomTests() => _room = new(2, Idle, _time);

    [Fact]
    public void It_is_bounded_and_who_is_in_stays_in()
    {
        Assert.True(_room.Admits("a"));
        Assert.True(_room.Admits("A"));
        Assert.False(_room.Admits("b"));
        Assert.True(_room.Admits("a"));
        Assert.False(_room.Admits("b"));
    }

    [Fact]
    public void Who_is_needed_no_longer_makes_room()
    {
        Assert.True(_room.Admits("a"));
        Assert.True(_room.Admits("b"));
        _time.Advance(Idle);
        Assert.False(_room.Admits("c"));
        Assert.True(_room.Admits("a"));
        _time.Advance(Idle / 2);

        Assert.True(_room.Admits("c"));
        Assert.True(_room.Admits("a"));
        Assert.False(_room.Admits("b"));
    }
}
