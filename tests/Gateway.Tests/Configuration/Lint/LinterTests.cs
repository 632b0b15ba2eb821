using Gateway.Configuration;
using Gateway.Configuration.Lint;
using Shared;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>One fact a rule, with its whole message; a sound pair has no finding.</summary>
public sealed class LinterTests
{
    private const string Sound = """
        { "Nodes": { "edge-a": { "Address": "192.168.10.11", "Priority": 250 },
                     "edge-b": { "Address": "192.168.10.12", "Priority": 240 } },
          "Vrrp": { "Instances": { "lan4": {
            "Interface": "eth0", "VirtualRouterId": 51, "Addresses": [ "192.168.10.10/24" ],
            "Track": { "proxy": -60 } } } },
          "Listen": { "Https": "*:443" } }
        """;

    [Fact]
    public async Task A_sound_pair_has_no_finding() => Assert.Empty(await LintAsync(Sound));

    [Fact]
    public async Task Equal_priorities_say_who_wins() =>
        await FindsAsync("\"Priority\": 240", "\"Priority\": 250",
            "appsettings.json:2:66: warning [equal-priorities] Nodes:edge-b:Priority: edge-a and edge-b have the same "
            + "priority, 250: whoever is Master stays it, and when both are, edge-b, with the highest address, wins; "
            + "give one of them less, such as 240.");

    [Fact]
    public async Task Priorities_far_apart_say_what_a_crash_costs() =>
        await FindsAsync("\"Priority\": 240", "\"Priority\": 200",
            "appsettings.json:2:66: warning [priorities-far-apart] Nodes:edge-b:Priority: after a crash of the Master, "
            + "edge-b waits 218.75ms more because its priority is only 200 (its skew); only the order of priorities "
            + "counts, so use for example 250 and 240.", "\"AdvertisementInterval\": \"2s\", \"Track\"", "437.5ms");

    [Fact]
    public async Task Priorities_of_an_instance_count_instead_of_those_of_the_nodes()
    {
        var opposite = Sound.Replace(
            "\"Track\"", "\"Priorities\": { \"edge-a\": 240, \"edge-b\": 250 }, \"Track\"", StringComparison.Ordinal);
        Assert.Empty(await LintAsync(opposite));

        Assert.Equal(
            [
                "appsettings.json:5:46: warning [equal-priorities] Vrrp:Instances:lan4:Priorities:edge-b: edge-a and "
                    + "edge-b have the same priority, 150: whoever is Master stays it, and when both are, edge-b, with "
                    + "the highest address, wins; give one of them less, such as 140.",
                "appsettings.json:5:46: warning [priorities-far-apart] Vrrp:Instances:lan4:Priorities:edge-b: after a "
                    + "crash of the Master, edge-b waits 414.063ms more because its priority is only 150 (its skew); "
                    + "only the order of priorities counts, so use for example 250 and 240.",
            ],
            await LintAsync(opposite.Replace(
                "240, \"edge-b\": 250 }", "150, \"edge-b\": 150 }", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_vital_check_may_take_out_all() =>
        await FindsAsync("\"proxy\": -60", "\"proxy\": 0",
            "appsettings.json:5:25: warning [vital-everywhere] Vrrp:Instances:lan4:Track:proxy: 0 takes a node out "
            + "while proxy fails; when it fails on all of them (a common cause, a mistake in the check), nobody has the "
            + "addresses; a negative weight leaves them with the best of the bad.");

    [Fact]
    public async Task An_instance_without_a_check_stays_with_a_broken_proxy() =>
        await FindsAsync("{ \"proxy\": -60 }", "{}",
            "appsettings.json:3:28: warning [no-health-check] Vrrp:Instances:lan4: tracks nothing: the addresses stay "
            + "on a machine whose proxy does not answer; add for example \"Track\": { \"proxy\": -60 }.");

    [Fact]
    public async Task The_id_of_all_examples_is_heard_by_everybody() =>
        await FindsAsync("\"VirtualRouterId\": 51", "\"Peers\": \"multicast\", \"VirtualRouterId\": 51",
            "appsettings.json:4:67: warning [sample-id] Vrrp:Instances:lan4:VirtualRouterId: 51 is the id of most "
            + "examples, and with multicast everybody on the network hears it: two groups with one id disturb each "
            + "other; use another number of 1 to 255, or unicast.");

    [Fact]
    public async Task A_virtual_address_without_listener_refuses_its_clients() =>
        await FindsAsync("*:443", "192.168.10.11:443",
            "appsettings.json:4:49: warning [uncovered-address] Vrrp:Instances:lan4:Addresses: nothing listens on "
            + "192.168.10.10: clients that come to it are refused; add it to Listen, or listen on \"*\".");

    [Fact]
    public void Every_rule_has_its_page()
    {
        var folder = Repository.PathOf("config/lint");

        Assert.Equal(
            Linter.Rules(isThere: null, certificates: null).Select(rule => rule.Id).Order(StringComparer.Ordinal),
            Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.All(Linter.Rules(isThere: null, certificates: null), rule => Assert.StartsWith(
            $"# {rule.Id}: ", File.ReadAllText(Path.Combine(folder, rule.Id + ".md")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interval_below_what_a_process_can_be_late_moves_the_addresses_for_nothing()
    {
        await FindsAsync("\"Track\"", "\"AdvertisementInterval\": \"30ms\", \"Track\"",
            "appsettings.json:5:30: warning [short-interval] Vrrp:Instances:lan4:AdvertisementInterval: a Master that is "
            + "61.875ms late loses the addresses to edge-b, and a sound one may be 60ms late on a busy machine: they may "
            + "move for nothing; use 50ms or more.");
        Assert.Empty(await LintAsync(Sound.Replace("\"Track\"", "\"AdvertisementInterval\": \"50ms\", \"Track\"")));
    }

    [Fact]
    public async Task A_weight_beyond_the_lowest_priority_fails_over_on_all_nodes_alike()
    {
        await FindsAsync("\"proxy\": -60", "\"proxy\": -249",
            "appsettings.json:5:25: warning [weight-at-limit] Vrrp:Instances:lan4:Track:proxy: while proxy fails on all "
            + "nodes, edge-a at 250 - 249 and edge-b at 240 - 249 both come to 1, the least there is, and whoever is "
            + "Master stays it; use -11 to -239.");
        Assert.Empty(await LintAsync(Sound.Replace("\"proxy\": -60", "\"proxy\": -239")));
    }

    [Fact]
    public async Task Weights_beyond_the_highest_priority_make_sound_nodes_equal()
    {
        await FindsAsync("\"proxy\": -60", "\"proxy\": 20",
            "appsettings.json:5:5: warning [weight-at-limit] Vrrp:Instances:lan4:Track: while all is well, edge-a at 250 + "
            + "20 and edge-b at 240 + 20 both come to 254, the most there is, and whoever is Master stays it; lower the "
            + "priorities to 234 and less, or use negative weights.");
        Assert.Empty(await LintAsync(Sound.Replace("\"proxy\": -60", "\"proxy\": 13")));
    }

    [Fact]
    public async Task Routes_that_one_request_may_match_both_of_are_told() =>
        await FindsAsync("{ \"Https\": \"*:443\" }", """
            { "Https": "*:443" }, "ReverseProxy": {
              "Routes": { "a": { "ClusterId": "c", "Match": { "Path": "/{id:int}" } },
                          "b": { "ClusterId": "c", "Match": { "Path": "/{id:long}" } } },
              "Clusters": { "c": { "Destinations": { "d": { "Address": "http://10.0.0.1" } } } } }
            """,
            "appsettings.json:8:15: warning [routes-may-overlap] ReverseProxy:Routes:b: a request may match "
            + "ReverseProxy:Routes:a as well, with the same Order, and would be answered with 500; give one of them an "
            + "Order (the lowest is asked first).");

    [Theory]
    [InlineData("'Http': '*:80', 'Https': '*:443'", "'Http': 'serve', ", "write \"Http\": \"redirect\" or \"refuse\" for it.")]
    [InlineData("'Http': '*:80'", "", "add \"Https\": \"*:443\" to Listen, and it is served there.")]
    [InlineData("'Http': '*:80', 'Https': '*:443'", "", null)]
    [InlineData("'Http': '*:80', 'Https': '*:443'", "'Http': 'refuse', ", null)]
    [InlineData("'Https': '*:443'", "'Http': 'serve', ", null)]
    [InlineData("'Http': '127.0.0.1:80', 'Https': '*:443'", "'Http': 'serve', ", null)]
    [InlineData("'Http': '*:80', 'TrustedProxies': '192.168.10.1'", "", null)]
    public async Task Passwords_that_go_over_plain_HTTP_are_told(string listen, string http, string? advice)
    {
        var text = Sound.Replace("\"Https\": \"*:443\" }", $$"""
            {{listen}} }, "Sites": {
              "printer.example.com": { {{http}}"Answer": 200, "Auth": { "Basic": { "UsersFile": "/etc/gateway/users" } } } }
            """.Replace('\'', '"'), StringComparison.Ordinal);

        var found = await LintAsync(text);

        Assert.Equal(
            advice is null
                ? []
                : (string[])["appsettings.json:7:3: warning [password-in-clear] Sites:printer.example.com: asks for "
                    + "passwords over plain HTTP, where everybody on the way can read them; " + advice],
            found);
    }

    [Fact]
    public async Task A_password_of_a_route_is_told_likewise() =>
        await FindsAsync("{ \"Https\": \"*:443\" }", """
            { "Http": "*:80", "Https": "*:443" }, "ReverseProxy": {
              "Routes": { "a": { "ClusterId": "c", "Match": { "Path": "/{**rest}" },
                "Metadata": { "Auth.Basic.UsersFile": "/etc/gateway/users" } } },
              "Clusters": { "c": { "Destinations": { "d": { "Address": "http://10.0.0.1" } } } } }
            """,
            "appsettings.json:7:15: warning [password-in-clear] ReverseProxy:Routes:a: asks for passwords over plain "
            + "HTTP, where everybody on the way can read them; write \"Http\": \"redirect\" or \"refuse\" for it.");

    [Fact]
    public async Task A_check_that_nothing_follows_is_told()
    {
        var idle = Sound.Replace("\"Listen\"", "\"HealthChecks\": { \"up\": { \"Plugin\": \"Tcp\" } }, \"Listen\"");
        Assert.Equal(
            [
                "appsettings.json:6:21: warning [unused-check] HealthChecks:up: nothing follows it: when it fails, no "
                    + "address moves and nobody is told; name it in Track of an instance or in Active.Check of a cluster, "
                    + "add CheckDown to On of an action in Notify, or remove it.",
            ],
            await LintAsync(idle));

        Assert.Empty(await LintAsync(idle.Replace("\"proxy\": -60", "\"proxy\": -60, \"up\": -60")));
        Assert.Empty(await LintAsync(idle.Replace("\"Listen\"",
            "\"Notify\": { \"ops\": { \"Plugin\": \"Script\", \"On\": [ \"CheckDown\" ] } }, \"Listen\"")));
        Assert.Empty(await LintAsync(idle.Replace("\"Listen\"", """
            "ReverseProxy": {
              "Routes": { "r": { "ClusterId": "c", "Match": { "Path": "/" } } },
              "Clusters": { "c": { "HealthCheck": { "Active": { "Enabled": true, "Policy": "Check" } },
                "Metadata": { "Active.Check": "up" }, "Destinations": { "d": { "Address": "http://10.0.0.1" } } } } },
            "Listen"
            """)));
    }

    [Fact]
    public async Task A_file_that_is_named_and_not_there_is_told_where_it_is_looked_for()
    {
        var text = Sound.Replace("\"Listen\"", """
            "Tls": { "Certificates": [ "/no/certs" ] }, "ErrorPages": { "404": "/no/page.html" },
            "AccessLog": { "File": "/no/log/access.log" },
            "Sites": {
              "a.example.com": { "Files": "/no/www" },
              "b.example.com": { "Answer": {}, "Auth": { "Basic": { "UsersFile": "/no/users" } } }
            }, "Listen"
            """);
        var request = ConfigText.Request with { IsThere = _ => false };

        Assert.Equal(
            [
                "appsettings.json:6:30: warning [missing-file] Tls:Certificates:0: /no/certs is not there: a gateway that "
                    + "starts issues certificates of its internal CA instead, and one that runs refuses to take the folder "
                    + "up; make it, or correct the path.",
                "appsettings.json:6:70: warning [missing-file] ErrorPages:404: /no/page.html is not there: requests that "
                    + "need it go without; make it, or correct the path.",
                "appsettings.json:7:24: warning [missing-file] AccessLog:File: /no/log is not there: requests are "
                    + "served without their line; make it, or correct the path.",
                "appsettings.json:9:31: warning [missing-file] Sites:a.example.com:Files: /no/www is not there: requests "
                    + "that need it go without; make it, or correct the path.",
                "appsettings.json:10:70: warning [missing-file] Sites:b.example.com:Auth:Basic:UsersFile: /no/users is not "
                    + "there: nobody gets in (401); make it, or correct the path.",
            ],
            (await ConfigText.ParseAsync(text, request)).Warnings.Select(warning => warning.ToString()));
        Assert.Empty(await LintAsync(text));
    }

    /// <summary>Of several certificates for one host the one that is valid longest serves: an old one beside it harms
    /// nobody.</summary>
    [Fact]
    public async Task A_certificate_that_serves_and_has_expired_or_will_and_an_empty_folder_are_told()
    {
        var text = Sound.Replace("\"Listen\"", "\"Tls\": { \"Certificates\": [ \"/full\", \"/none\", \"/no\" ] }, \"Listen\"");
        var now = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        FoundCertificate[] full =
        [
            new("/full/a.crt", ["a.example.com"], now),
            new("/full/b.crt", ["b.example.com", "*.b.example.com"], now.AddDays(14)),
            new("/full/c.crt", ["c.example.com"], now.AddDays(15)),
            new("/full/old.crt", ["C.example.com"], now.AddDays(-1)),
        ];
        var request = ConfigText.Request with
        {
            Certificates = new(
                folder => folder switch { "/full" => full, "/none" => [], _ => null }, now, TimeSpan.FromDays(14)),
        };

        Assert.Equal(
            [
                "appsettings.json:6:30: warning [certificate-expired] Tls:Certificates:0: /full/a.crt, for a.example.com, "
                    + "expired on 2026-11-21: clients refuse it; renew it (certbot renew, or whatever renews yours), and "
                    + "put the new one in its place.",
                "appsettings.json:6:30: warning [certificate-expires] Tls:Certificates:0: /full/b.crt, for b.example.com, "
                    + "*.b.example.com, expires on 2026-12-05, in 14 day(s); see why it was not renewed: systemctl "
                    + "list-timers, certbot renew --dry-run.",
                "appsettings.json:6:39: warning [no-certificates] Tls:Certificates:1: /none has no certificate: hosts "
                    + "without one get one of the internal CA, which browsers do not trust; put a PEM certificate and its "
                    + "key into it, or take it out of the list.",
            ],
            (await ConfigText.ParseAsync(text, request)).Warnings.Select(warning => warning.ToString()));
        Assert.Empty(await LintAsync(text));
    }

    private static async Task FindsAsync(
        string part, string other, string expected, string? slower = null, string? skew = null)
    {
        var text = Sound.Replace(part, other, StringComparison.Ordinal);
        if (slower is not null)
        {
            text = text.Replace("\"Track\"", slower, StringComparison.Ordinal);
            expected = expected.Replace("218.75ms", skew, StringComparison.Ordinal);
        }

        Assert.Equal([expected], await LintAsync(text));
    }

    private static async Task<IEnumerable<string>> LintAsync(string text)
    {
        var result = await ConfigText.ParseAsync(text);
        _ = ConfigText.Valid(result);
        return result.Warnings.Select(warning => warning.ToString());
    }
}
