using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Hosting;

/// <summary>A running gateway without an engine, and its files: what is saved is taken up, all of it or nothing (issue
/// 5, point 4).</summary>
public sealed class ConfigurationReloadTests : IAsyncLifetime
{
    private readonly ReloadRig _rig = new();

    public async ValueTask InitializeAsync()
    {
        _rig.Folder.With("certs/one.pem", Pem("one.example.com"));
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("\"Lisen\": {}, ")]
    public async Task The_supervisor_is_told_of_each_reload_whatever_comes_of_it(string more)
    {
        var text = _rig.Text(upstream: "http://127.0.0.1:2");

        _rig.Save(text.Replace("\"Sites\"", more + "\"Sites\"", StringComparison.Ordinal));

        Assert.StartsWith(
            "RELOADING=1\nMONOTONIC_USEC=", await _rig.Systemd.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("READY=1", await _rig.Systemd.ReceiveAsync());
    }

    [Fact]
    public async Task What_is_saved_is_served()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        using var client = new HttpClient();

        await _rig.TakeUpAsync(_rig.Text(upstream: upstream.Address));

        Assert.Equal("here", await client.GetStringAsync(
            new Uri($"http://localhost:{_rig.Port}/"), ReloadRig.Patience));
    }

    [Fact]
    public async Task What_is_wrong_changes_nothing_and_is_told()
    {
        await _rig.BeRefusedAsync(_rig.Text().Replace("Priority", "Priorty", StringComparison.Ordinal));

        await ReloadRig.UntilAsync(() => _rig.Told.Length > 0);
        var told = Assert.Single(_rig.Told);
        Assert.StartsWith("ConfigurationRejected", told, StringComparison.Ordinal);
        Assert.Contains("did you mean \"Priority\"?", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_program_has_changes_nothing()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var why = await _rig.BeRefusedAsync(_rig.Text(
            _rig.Knob("disk"), upstream: "http://127.0.0.1:2").Replace(
            $"1:{_rig.Port}", $"1:{port}", StringComparison.Ordinal));

        Assert.Contains($"Cannot listen on 127.0.0.1:{port}", why, StringComparison.Ordinal);
        // What was made for it has ended.
        Assert.Equal(0, _rig.Living("disk"));
        Assert.Null(_rig.Scheduler.Board.Find("disk"));
    }

    [Theory]
    [InlineData("\"Tls\"", "\"Plugins\": { \"Folder\": \"others\" }, \"Tls\"", "Plugins:Folder")]
    [InlineData("\"Listen\": {", "\"Listen\": { \"Http3\": false,", "Listen:Http3")]
    [InlineData("\"Instances\"", "\"Recorder\": \"/tmp/x\", \"Instances\"", "Vrrp:Recorder")]
    public async Task What_only_a_restart_takes_up_is_refused_whole(string old, string next, string named)
    {
        var text = _rig.Text(upstream: "http://127.0.0.1:2").Replace(old, next, StringComparison.Ordinal);

        Assert.Contains($"{named} changed, which needs a restart; nothing was changed.",
            await _rig.BeRefusedAsync(text), StringComparison.Ordinal);
    }

    /// <summary>A name that was mistyped would take the addresses away on both machines.</summary>
    [Fact]
    public async Task An_interface_that_the_machine_has_not_changes_nothing()
    {
        var why = await _rig.BeRefusedAsync(_rig.Text().Replace("eth0", "nothing0", StringComparison.Ordinal));

        Assert.Contains(
            ": Vrrp:Instances:lan:Interface: this machine has no interface \"nothing0\"", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing_and_one_that_returns_is_taken_up()
    {
        File.Delete(_rig.File);
        await ReloadRig.UntilAsync(() => _rig.Count("cannot be read") > 0);

        await _rig.TakeUpAsync(_rig.Text(upstream: "http://127.0.0.1:3"));

        Assert.Equal("http://127.0.0.1:3", _rig.Running.Clusters.Single().Destinations!.Values.Single().Address);
    }

    [Fact]
    public async Task Certificates_come_and_one_that_is_half_written_does_not_take_away_the_old_one()
    {
        var store = _rig.Proxy.Certificates;
        var old = store.Store.Find("one.example.com");

        _rig.Folder.With("certs/one.pem", "-----BEGIN CERTIFICATE-----\n").With("certs/two.pem", Pem("two.example.com"));

        await ReloadRig.UntilAsync(() => store.Store.Find("two.example.com").Names[0] == "two.example.com");
        Assert.Same(old, store.Store.Find("one.example.com"));
    }

    /// <summary>As certbot does it: four links are replaced, one after the other, and nothing else in the folder that
    /// is named.</summary>
    [Fact]
    public async Task What_certbot_renews_is_taken_up_by_its_links()
    {
        var (first, second) = (TestCertificate.Issued("bot.example.com"), TestCertificate.Issued("bot.example.com"));
        using X509Certificate2 old = first.Leaf.Load(), next = second.Leaf.Load();
        _rig.Folder.With("certs/bot/README", "read me");
        Renew(1, first);
        await ReloadRig.UntilAsync(() => IsShown(old));

        Renew(2, second);

        // On a slow machine with another in between, while a link is away.
        await ReloadRig.UntilAsync(() => IsShown(next));

        bool IsShown(X509Certificate2 leaf) => _rig.Proxy.Certificates.Store.Find("bot.example.com").Is(leaf);

        void Renew(int number, (TestCertificate Leaf, TestCertificate Intermediate) issued)
        {
            _rig.Folder.With($"archive/bot/cert{number}.pem", issued.Leaf.Pem)
                .With($"archive/bot/privkey{number}.pem", issued.Leaf.Key)
                .With($"archive/bot/chain{number}.pem", issued.Intermediate.Pem)
                .With($"archive/bot/fullchain{number}.pem", issued.Leaf.Pem + issued.Intermediate.Pem);
            foreach (var name in new[] { "cert", "privkey", "chain", "fullchain" })
            {
                var link = Path.Combine(_rig.Folder.Path, "certs/bot", $"{name}.pem");
                File.Delete(link);
                _ = File.CreateSymbolicLink(link, $"../../archive/bot/{name}{number}.pem");
            }
        }
    }

    [Theory]
    [InlineData("nowhere", "there is no folder ")]
    [InlineData("others", "cannot serve: The key in ")]
    public async Task Another_folder_whose_certificates_cannot_serve_changes_nothing(string folder, string why)
    {
        var (one, other) = (TestCertificate.For("one.example.com"), TestCertificate.For("other.example.com"));
        _rig.Folder.With("others/one.crt", one.Pem).With("others/one.key", other.Key);
        var serving = _rig.Proxy.Certificates.Store;

        var refusal = await _rig.BeRefusedAsync(_rig.Text(upstream: "http://127.0.0.1:2").Replace(
            "\"certs\"", $"\"{folder}\"", StringComparison.Ordinal));

        Assert.Contains(why, refusal, StringComparison.Ordinal);
        Assert.Same(serving, _rig.Proxy.Certificates.Store);
    }

    // As certificates: whoever renews them need not know of us.
    [Fact]
    public async Task Another_authority_of_clients_is_taken_up_by_itself_and_a_bad_one_keeps_the_old()
    {
        var (old, next) = (TestCertificate.Root(), TestCertificate.Root());
        using X509Certificate2 oldClient = old.Client("any").Load(), nextClient = next.Client("any").Load();
        _rig.Folder.With("authorities/clients.crt", old.Pem);
        await _rig.TakeUpAsync(WithTls(
            "\"Hosts\": { \"localhost\": { \"ClientCa\": \"authorities/clients.crt\" } }"));
        Assert.True(Clients().Accepts(oldClient));

        _rig.Folder.With("authorities/clients.crt", next.Pem[..100]);
        await ReloadRig.UntilAsync(() => _rig.Count("clients.crt") > 0 && _rig.Count("is refused") > 0);
        Assert.True(Clients().Accepts(oldClient));
        await ReloadRig.UntilAsync(() => _rig.Told.Length > 0);
        Assert.StartsWith("ConfigurationRejected", _rig.Told[0], StringComparison.Ordinal);

        _rig.Folder.With("authorities/clients.crt", next.Pem);
        await ReloadRig.UntilAsync(() => Clients().Accepts(nextClient));
        Assert.False(Clients().Accepts(oldClient));

        Gateway.Tls.ClientAuthority Clients() => _rig.Proxy.Certificates.Store.Terms.ClientsOf("localhost")!;
    }

    [Fact]
    public async Task Another_internal_authority_is_taken_up_by_itself_and_a_bad_one_keeps_the_old()
    {
        var (old, next) = (TestCertificate.Root("old"), TestCertificate.Root("next"));
        _ = _rig.Folder.With("ca.crt", old.Pem).With("ca.key", old.Key);
        File.SetUnixFileMode(Path.Combine(_rig.Folder.Path, "ca.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await _rig.TakeUpAsync(
            WithTls("\"InternalCa\": { \"Certificate\": \"ca.crt\", \"KeyFile\": \"ca.key\" }"));
        var issued = Issued();

        _rig.Folder.With("ca.key", "no key");
        await ReloadRig.UntilAsync(() => _rig.Count("holds no private key in PEM") > 0);
        Assert.Same(issued, Issued());

        _rig.Folder.With("ca.crt", next.Pem).With("ca.key", next.Key);
        using var root = next.Load();
        await ReloadRig.UntilAsync(() => Issued().IsIssuedBy(root));

        Gateway.Tls.SiteCertificate Issued() => _rig.Proxy.Certificates.Store.Find("localhost");
    }

    // As on a mount that comes late, or when somebody copies the configuration first and the rest then.
    [Theory]
    [InlineData("\"Hosts\": { \"localhost\": { \"ClientCa\": \"late/clients.crt\" } }")]
    [InlineData("\"InternalCa\": { \"Certificate\": \"late/ca.crt\", \"KeyFile\": \"late/ca.key\" }")]
    public async Task A_refused_configuration_is_tried_anew_when_what_it_names_is_there(string tls)
    {
        var authority = TestCertificate.Root();
        _ = await _rig.BeRefusedAsync(WithTls(tls));

        // Still open to all: refused again, until its mode is another.
        _rig.Folder.With("late/clients.crt", authority.Pem)
            .With("late/ca.crt", authority.Pem).With("late/ca.key", authority.Key);
        await ReloadRig.UntilAsync(() => _rig.Count("is in force") > 0 || _rig.Count("is open to every user") > 0);
        File.SetUnixFileMode(
            Path.Combine(_rig.Folder.Path, "late/ca.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await ReloadRig.UntilAsync(() => _rig.Count("is in force") > 0);
    }

    [Fact]
    public async Task A_refused_configuration_is_tried_anew_when_its_folder_of_certificates_is_there()
    {
        _ = await _rig.BeRefusedAsync(
            _rig.Text().Replace("\"certs\"", "\"late\"", StringComparison.Ordinal));

        _rig.Folder.With("late/two.pem", Pem("two.example.com"));

        await ReloadRig.UntilAsync(() => _rig.Count("is in force") > 0);
        Assert.Equal("two.example.com", _rig.Proxy.Certificates.Store.Find("two.example.com").Names[0]);
    }

    private string WithTls(string more) => _rig.Text().Replace(
        "\"Certificates\": \"certs\"", $"\"Certificates\": \"certs\", {more}", StringComparison.Ordinal);

    private static string Pem(string name)
    {
        var certificate = TestCertificate.For(name);
        return certificate.Pem + certificate.Key;
    }
}
