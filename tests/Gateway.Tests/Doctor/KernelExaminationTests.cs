using Gateway.Doctor;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Doctor;

public sealed class KernelExaminationTests
{
    [Fact]
    public async Task A_setting_of_a_VLAN_is_named_as_sysctl_takes_it()
    {
        var config = ConfigText.Valid(await ConfigText.WithNodesAsync(
            """
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0.100', 'VirtualRouterId': 51,
              'Addresses': [ '192.168.10.10/24' ] } } }
            """));
        var view = new MachineView
        {
            Now = DateTimeOffset.UnixEpoch,
            Settings = new Dictionary<string, string> { ["ipv4/conf/eth0.100/arp_filter"] = "1" },
        };

        var finding = Assert.Single(KernelExamination.Examine(config, view));

        Assert.Equal("sysctl -w net.ipv4.conf.eth0/100.arp_filter=0", finding.Remedy);
    }
}
