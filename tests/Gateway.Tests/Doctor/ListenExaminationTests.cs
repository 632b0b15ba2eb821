using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Doctor;
using Gateway.Proxy;
using Gateway.Tests.Admin;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Doctor;

/// <summary>A port that another program has when a gateway is to start.</summary>
public sealed class ListenExaminationTests
{
    private static readonly MachineView Machine = new() { Now = DateTimeOffset.UnixEpoch };

    [Fact]
    public void What_another_program_has_is_told_with_what_names_it()
    {
        var view = Machine with
        {
            Taken =
            [
                new(new(IPAddress.IPv6Any, 443), ListenScheme.Https),
                new(new(IPAddress.Parse("192.168.10.10"), 5432), ListenScheme.Tcp) { Stream = "db" },
            ],
        };

        Assert.Equal(
            [
                "Listen:Https: another program listens on [::]:443: a gateway cannot start. See which: ss -ltnp "
                    + "'sport = :443'; stop it, or change Listen",
                "Streams:db:Listen: another program listens on 192.168.10.10:5432: a gateway cannot start. See which: "
                    + "ss -ltnp 'sport = :5432'; stop it, or change Listen",
            ],
            ListenExamination.Examine(view).Select(found => $"{found.Subject}: {found.What}. {found.Remedy}"));
        Assert.Empty(ListenExamination.Examine(view with { HasGateway = true }));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public void A_port_is_taken_while_somebody_listens(string own)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var wanted = new IPEndPoint(IPAddress.Parse(own), ((IPEndPoint)other.LocalEndpoint).Port);

        Assert.True(ListenSocket.IsTaken(wanted));
    }

    /// <summary>As on a Backup: it comes later, or never. Nobody else can have all addresses of that port.</summary>
    [Fact]
    public void An_address_that_is_not_here_is_not_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.False(ListenSocket.IsTaken(new(IPAddress.Parse("192.0.2.1"), ((IPEndPoint)other.LocalEndpoint).Port)));
    }

    [Fact]
    public async Task The_look_finds_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var config = await ConfigText.ValidAsync(
            $"'Listen': {{ 'Http': '{other.LocalEndpoint}', 'Https': '192.0.2.1:443' }}");

        // Nobody is asked for the time.
        var alone = config with { Nodes = [config.Nodes[0]] };
        var look = new MachineLook(alone) { LeastPatience = TimeSpan.Zero, IsTaken = ListenSocket.IsTaken };
        var view = await look.LookAsync(AdminRig.Patience);

        Assert.Equal(ListenScheme.Http, Assert.Single(view.Taken).Scheme);
    }
}
