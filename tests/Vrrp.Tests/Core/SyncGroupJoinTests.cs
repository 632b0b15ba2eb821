using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A new configuration adds a member to a sync group that is at work.</summary>
public sealed class SyncGroupJoinTests
{
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    [Fact]
    public void A_new_member_joins_the_masters_the_moment_it_starts()
    {
        var group = With(TestGroup.Master());
        Assert.Empty(group.Effects);

        group.Handle(2, VrrpInput.Startup);

        Assert.Equal([VrrpState.Master, VrrpState.Master, VrrpState.Master], group.States);
        Assert.Equal([(2, TransitionReason.Startup), (2, TransitionReason.SyncGroup)], group.Reasons);
        Assert.Equal([(2, (byte)100)], group.Advertised);
        group.RunUntil(group.Elapsed + Duration.FromSeconds(60));
        Assert.Equal([VrrpState.Master, VrrpState.Master, VrrpState.Master], group.States);
    }

    [Fact]
    public void Beside_members_that_are_backup_it_is_backup()
    {
        var group = With(TestGroup.Backup());

        group.Handle(2, VrrpInput.Startup);

        Assert.Equal([VrrpState.Backup, VrrpState.Backup, VrrpState.Backup], group.States);
    }

    [Fact]
    public void One_that_cannot_serve_takes_the_group_down_as_any_member_does()
    {
        var group = With(TestGroup.Master());

        group.Handle(2, VrrpInput.FaultRaised(CarrierLost));

        Assert.Equal([VrrpState.Fault, VrrpState.Fault, VrrpState.Initialize], group.States);
        group.Handle(2, VrrpInput.Startup);
        Assert.Equal([VrrpState.Fault, VrrpState.Fault, VrrpState.Fault], group.States);
    }

    [Fact]
    public void A_group_that_loses_its_place_before_the_new_one_has_started_does_not_take_it_along()
    {
        var group = With(TestGroup.Master());
        group.Hear(0, 200, TestMachine.HigherAddress);
        Assert.Equal([VrrpState.Backup, VrrpState.Backup, VrrpState.Initialize], group.States);

        group.Handle(2, VrrpInput.Startup);

        Assert.Equal([VrrpState.Backup, VrrpState.Backup, VrrpState.Backup], group.States);
    }

    [Fact]
    public void A_group_that_drains_ends_that_at_once_and_its_new_member_drains_too()
    {
        var group = TestGroup.Master();
        group.Handle(0, VrrpInput.Drain);
        With(group);

        group.Handle(2, VrrpInput.Startup);

        Assert.Equal([VrrpState.Backup, VrrpState.Backup, VrrpState.Backup], group.States);
        Assert.All(group.Members, member => Assert.True(member.IsDrained));
    }

    private static TestGroup With(TestGroup group)
    {
        group.Add(TestMachine.Settings());
        group.Handle(0, VrrpInput.SourceAddress(TestMachine.OwnAddress));
        return group;
    }
}
