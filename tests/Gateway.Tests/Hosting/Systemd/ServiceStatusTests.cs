using Gateway.Hosting.Systemd;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Tests.Hosting.Systemd;

/// <summary>The line of <c>systemctl status</c>.</summary>
public sealed class ServiceStatusTests
{
    private readonly List<string> _told = [];

    [Fact]
    public void It_says_who_is_Master_of_what()
    {
        var status = new ServiceStatus(_told.Add);

        status.On(Moved("lan4", VrrpState.Backup));
        status.On(Moved("wan", VrrpState.Master));
        status.On(new() { Kind = VrrpEventKind.PriorityChanged, VirtualRouter = "wan" });
        status.On(Moved("dmz", VrrpState.Fault));
        status.On(Moved("lan4", VrrpState.Master));
        status.On(Moved("wan", VrrpState.Initialize));

        Assert.Equal(
            [
                "Backup of lan4",
                "Master of wan; Backup of lan4",
                "Master of wan; Backup of lan4; in Fault: dmz",
                "Master of lan4, wan; in Fault: dmz",
                "Master of lan4; in Fault: dmz",
            ],
            _told);
    }

    [Fact]
    public void It_fits_into_a_message_however_many_there_are()
    {
        var status = new ServiceStatus(_told.Add);

        foreach (var number in Enumerable.Range(1, 255))
        {
            status.On(Moved($"a-rather-long-name-{number:000}", VrrpState.Master));
        }

        Assert.EndsWith(", a-rather-long-name-020 and 235 more", _told[^1], StringComparison.Ordinal);
        status.On(Moved("a-rather-long-name-001", VrrpState.Initialize));
        Assert.Contains("Master of a-rather-long-name-002,", _told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_when_none_is_left()
    {
        var status = new ServiceStatus(_told.Add);

        status.On(Moved("lan4", VrrpState.Initialize));

        Assert.Equal(["No virtual router runs"], _told);
    }

    private static VrrpEvent Moved(string router, VrrpState to) =>
        new() { Kind = VrrpEventKind.StateChanged, VirtualRouter = router, To = to };
}
