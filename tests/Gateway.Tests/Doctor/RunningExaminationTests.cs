using System.Collections.Immutable;
using Gateway.Admin.Status;
using Gateway.Doctor;
using Gateway.Tests.Cli.Operate;
using Gateway.Tests.Configuration;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Gateway.Tests.Doctor;

/// <summary>What the doctor learns from the gateway that runs (issue 7, point 2).</summary>
public sealed class RunningExaminationTests
{
    private const string Pair =
        """
        'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
          'Addresses': [ '192.168.10.10/24' ] } } },
        'Listen': { 'Http': '*:8080' }
        """;

    private static readonly InstanceReport Backup = SampleStatus.Well.Instances[0] with
    {
        State = "Backup",
        Peer = new("192.168.10.12", 240, SampleStatus.Now, 400, 1000, 3),
    };

    private static readonly StatusReport Well = SampleStatus.Well with { Instances = [Backup] };

    private static readonly HeardRouter Master = new(IpAddr.Parse("192.168.10.12"), 51)
    {
        Version = 3, Priority = 150, Interval = Duration.FromSeconds(1), Seen = 3, Heard = 3,
    };

    private static readonly InterfaceView Silent = new("eth0", true, true, 1500, [IpAddr.Parse("192.168.10.11")])
    {
        Segment = SegmentReport.Nothing,
    };

    private static readonly InterfaceView Listening = Silent with { Segment = new([Master], []) };

    [Fact]
    public async Task One_that_is_well_adds_nothing() => Assert.Empty(await DiagnoseAsync(Well));

    [Fact]
    public Task A_refused_configuration_is_found() => FindsAsync(
        "warning [configuration-refused] /etc/gateway/appsettings.json: the gateway that runs has refused it, and goes on "
        + "with what it had: Plugins:Folder changed",
        Well with
        {
            Configuration = Well.Configuration with
            {
                Rejected = new(SampleStatus.Now, [new("", 0, 0, "", "", "Plugins:Folder changed")]),
            },
        });

    [Theory]
    [InlineData(true, "warning [drained] edge-a: an operator has drained it")]
    [InlineData(false, "warning [drained] edge-a: an operator had it hand its addresses over")]
    public Task A_drain_that_somebody_may_have_forgotten_is_found(bool drained, string finding) =>
        FindsAsync(finding, Well with { Drained = drained, HandedOver = !drained });

    [Fact]
    public async Task A_fault_is_found_and_not_said_twice()
    {
        var status = Well with
        {
            Instances = [Backup with { State = "Fault", Faults = [new("Tracker", "uplink fails")] }],
        };

        await FindsAsync("failure [in-fault] lan4: it is in Fault: uplink fails", status);
        var known = await DiagnoseAsync(status, Listening with { IsUp = false });
        Assert.Equal("interface-down", Assert.Single(known).Id);
    }

    [Fact]
    public async Task A_peer_that_is_configured_otherwise_is_found_and_not_said_twice()
    {
        var status = Well with { Instances = [Backup with { Mismatch = "its interval is 2s" }] };

        await FindsAsync("warning [peer-mismatch] lan4: a peer is configured otherwise: its interval is 2s", status);
        var heard = Master with { Interval = Duration.FromSeconds(2) };
        var known = await DiagnoseAsync(status, Listening with { Segment = new([heard], []) });
        Assert.Equal("peer-interval", Assert.Single(known).Id);
    }

    [Fact]
    public async Task A_thread_that_is_late_again_and_again_is_found_and_once_is_not()
    {
        Assert.Empty(await DiagnoseAsync(Well with
        {
            Lateness = Well.Lateness with { P99Milliseconds = 3, LongestMilliseconds = 5000 },
        }));
        await FindsAsync(
            "warning [engine-late] edge-a: one in a hundred times its VRRP thread wakes up 700 ms late or later, 900 ms",
            Well with { Lateness = Well.Lateness with { P99Milliseconds = 700, LongestMilliseconds = 900 } });
    }

    [Fact]
    public async Task It_has_heard_the_peer_where_the_doctor_cannot_or_did_not()
    {
        var finding = Assert.Single(await DiagnoseAsync(Well, Silent with { Deaf = "not permitted" }));
        Assert.Equal(
            "eth0 could not be listened to: not permitted. The gateway that runs has heard 192.168.10.12 400 ms ago",
            finding.What);

        Assert.Equal("peer-silent", Assert.Single(await DiagnoseAsync(status: null, Silent)).Id);
        Assert.Empty(await DiagnoseAsync(Well, Silent));
        var before = Backup with { Peer = Backup.Peer! with { AgeMilliseconds = 60_000 } };
        Assert.Equal(
            "peer-silent", Assert.Single(await DiagnoseAsync(Well with { Instances = [before] }, Silent)).Id);
    }

    [Fact]
    public async Task Why_nobody_is_master_is_said_before_that_nobody_is()
    {
        var findings = await DiagnoseAsync(status: null, Silent with { Addresses = [] });

        Assert.Equal(["source-address-missing", "peer-silent"], findings.Select(finding => finding.Id));
        Assert.EndsWith(
            "this machine does not have the addresses, which cannot have them: source-address-missing",
            findings[1].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_it_is_in_fault_is_said_before_that_nobody_is_master()
    {
        var findings = await DiagnoseAsync(
            Well with { Instances = [Backup with { State = "Fault", Faults = [new("AddressRefused", "refused")] }] },
            Silent);

        Assert.Equal(["in-fault", "peer-silent"], findings.Select(finding => finding.Id));
    }

    [Fact]
    public async Task A_master_whose_address_somebody_takes_is_found_and_has_a_master()
    {
        var finding = Assert.Single(
            await DiagnoseAsync(Well with { Instances = [Backup with { State = "Master" }] }, Silent));

        Assert.Equal("address-missing", finding.Id);
        Assert.StartsWith(
            "the gateway that runs is Master, and 192.168.10.10 is not on eth0", finding.What, StringComparison.Ordinal);
    }

    private static async Task<ImmutableArray<Finding>> DiagnoseAsync(StatusReport? status, InterfaceView? link = null)
    {
        var result = await ConfigText.WithNodesAsync(Pair);
        _ = ConfigText.Valid(result);
        return Diagnosis.Of(result, new()
        {
            Now = SampleStatus.Now,
            Interfaces = [link ?? Listening],
            Running = new(status, ""),
        });
    }

    private static async Task FindsAsync(string beginning, StatusReport status)
    {
        var finding = Assert.Single(await DiagnoseAsync(status));

        Assert.StartsWith(beginning, DoctorReport.Text([finding]), StringComparison.Ordinal);
        Assert.Equal(Finding.OfGateway, finding.Source);
    }
}
