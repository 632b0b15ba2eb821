using Gateway.Doctor;
using Gateway.Tests.Configuration;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Gateway.Tests.Doctor;

/// <summary>How far clocks may be apart depends on who signs (issue 7, point 2).</summary>
public sealed class ClockExaminationTests
{
    private const string Pair =
        """
        'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
          'Addresses': [ '192.168.10.10/24' ] EXTRA } } },
        'Listen': { 'Http': '*:8080' }
        """;

    private const string Key = "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    // What HTTP says of a clock is two seconds too early, at most.
    [Theory]
    [InlineData("", 60, "warning [clock-skew] edge-b: its clock is 60 s ahead: VRRP does not mind, but the times in the log")]
    [InlineData("", 9, "")]
    [InlineData(", 'Window': '5s'", 60, "failure [clock-skew] edge-b: its clock is 60 s ahead, and lan4 takes signed adv")]
    [InlineData(", 'Window': '5s'", 3, "warning [clock-skew] edge-b: its clock is 3 s ahead, and lan4 takes signed adver")]
    [InlineData(", 'Window': '5s'", -4, "")]
    [InlineData(", 'Window': '1s'", 1, "failure [clock-skew] edge-b: its clock is 1 s ahead, and lan4 takes signed adver")]
    [InlineData(", 'Window': '300s'", 60, "warning [clock-skew] edge-b: its clock is 60 s ahead: VRRP does not mind, ")]
    public async Task A_clock_that_is_off_is_found(string window, int seconds, string finding)
    {
        var view = new MachineView
        {
            Now = DateTimeOffset.UnixEpoch,
            ClockSkews = new Dictionary<string, TimeSpan> { ["edge-b"] = TimeSpan.FromSeconds(seconds) },
        };

        await FindsAsync(finding, view, window);
    }

    [Theory]
    [InlineData(600, "warning [clock-skew] edge-b: its clock is 0.6 s ahead, and lan4 takes signed advertisements that are at "
        + "most 1 s off (Authentication:Hmac:Window): more, and its own are refused")]
    [InlineData(-1200, "failure [clock-skew] edge-b: its clock is 1.2 s behind, and lan4 takes signed advertisements that are at "
        + "most 1 s off (Authentication:Hmac:Window): its own are refused, and both machines may be Master")]
    [InlineData(400, "")]
    public async Task The_time_stamp_of_an_advertisement_says_more_of_a_clock_than_HTTP(int milliseconds, string finding)
    {
        var heard = new HeardRouter(IpAddr.Parse("192.168.10.12"), 51)
        {
            ClockSkew = Duration.FromMilliseconds(milliseconds),
        };
        var view = new MachineView
        {
            Now = DateTimeOffset.UnixEpoch,
            Interfaces = [new("eth0", true, true, 1500, []) { Segment = new([heard], []) }],
            ClockSkews = new Dictionary<string, TimeSpan> { ["edge-b"] = TimeSpan.FromSeconds(60) },
        };

        await FindsAsync(finding, view, ", 'Window': '1s'");
    }

    // Without a window nobody signs.
    private static async Task FindsAsync(string beginning, MachineView view, string window)
    {
        var signed = window.Length == 0 ? "" : $", 'Authentication': {{ 'Hmac': {{ 'Keys': {{ '1': '{Key}' }}{window} }} }}";
        var result = await ConfigText.WithNodesAsync(Pair.Replace("EXTRA", signed, StringComparison.Ordinal));

        var findings = ClockExamination.Examine(ConfigText.Valid(result), view).ToArray();

        if (beginning.Length == 0)
        {
            Assert.Empty(findings);
        }
        else
        {
            Assert.StartsWith(beginning, DoctorReport.Text([Assert.Single(findings)]), StringComparison.Ordinal);
        }
    }
}
