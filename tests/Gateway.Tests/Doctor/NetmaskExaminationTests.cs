using Gateway.Doctor;
using Gateway.Tests.Configuration;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Doctor;

/// <summary>A virtual address with the netmask of no network of its interface (issue 7, point 2).</summary>
public sealed class NetmaskExaminationTests
{
    [Theory]
    [InlineData("192.168.10.11/16")]
    [InlineData("192.168.10.11/28")]
    public async Task Another_netmask_is_found(string own)
    {
        var finding = Assert.Single(await ExamineAsync(own));

        Assert.StartsWith(
            $"warning [netmask] lan4: 192.168.10.10/24 has another netmask than {own}, which eth0 has: who is Master ",
            DoctorReport.Text([finding]), StringComparison.Ordinal);
        Assert.StartsWith($"Write 192.168.10.10/{own[^2..]} under Vrrp:", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.10.11/24", "192.168.0.1/16")]
    [InlineData("192.168.10.11/32", "10.0.0.1/8")]
    // The virtual one itself: this machine is Master.
    [InlineData("10.0.0.1/8", "192.168.10.10/24")]
    [InlineData("fd00::11/128", "fe80::1/64")]
    public async Task A_netmask_that_fits_or_says_nothing_is_not(string own, string other) =>
        Assert.Empty(await ExamineAsync(own, other));

    private static async Task<Finding[]> ExamineAsync(params string[] networks)
    {
        var result = await ConfigText.WithNodesAsync(
            """
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
              'Addresses': [ '192.168.10.10/24' ], 'ExcludedAddresses': [ 'fd00::10/64', '192.168.10.13' ] } } }
            """);
        var router = Assert.Single(ConfigText.Valid(result).Vrrp.VirtualRouters);
        return [.. NetmaskExamination.Examine(router, new MachineView
        {
            Now = DateTimeOffset.UnixEpoch,
            Interfaces = [new("eth0", true, true, 1500, []) { Networks = [.. networks.Select(AddressPrefix.Parse)] }],
        })];
    }
}
