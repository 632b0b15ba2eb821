using Gateway.Import.Drafts;
using Gateway.Import.Reading;
using Gateway.Import.Translation;

namespace Gateway.Tests.Import;

/// <content>Checks and notify actions, which are plugins here.</content>
public sealed partial class ImportTests
{
    [Fact]
    public void A_notify_script_runs_with_keepalived_s_words_for_the_states_it_is_for()
    {
        var node = Translate($$"""
            vrrp_instance v { {{Body}}
              notify_master "/bin/notify 'to master'"
              notify /bin/any nobody
            }
            """);

        Assert.Equal(
            [
                "Notify:v-master Plugin=\"NotifyScript\" On=[\"Master\"] Retries=0 Settings:Command=[\"/bin/notify\",\"to "
                    + "master\"]",
                "Notify:v Plugin=\"NotifyScript\" On=[\"Master\",\"Backup\",\"Fault\",\"Stop\"] Retries=0 "
                    + "Settings:Command=[\"/bin/any\"] "
                    + "Settings:User=\"nobody\"",
            ],
            node.Actions.Select(Show));
    }

    [Fact]
    public void A_command_of_some_instances_and_groups_tells_of_them_alone()
    {
        var node = Translate("""
            global_defs { notification_email { ops@example.com } }
            vrrp_sync_group G { group { a
                b }
              notify "/bin/some" }
            vrrp_instance a { interface eth0
              virtual_router_id 1
              smtp_alert
              notify "/bin/some"
              notify_stop "/bin/all" }
            vrrp_instance b { interface eth0
              virtual_router_id 2
              notify_stop "/bin/all" }
            """);

        var limits = node.Actions.Select(action => $"{action.Name} {action.Find("Instances")?.Value.ToJsonString()}");

        Assert.Equal(["a [\"a\",\"G\"]", "a-stop [\"a\",\"b\"]", "mail [\"a\"]"], limits);
    }

    [Fact]
    public async Task An_action_goes_with_the_last_instance_that_it_is_for()
    {
        var result = await ImportSamples.ImportTextAsync($$"""
            vrrp_instance v { {{Body}} }
            vrrp_instance w { interface eth0
              virtual_router_id 999
              virtual_ipaddress { 10.0.0.2/24 }
              notify "/bin/gone" }
            """);

        Assert.Null(Parse(result)["Notify"]?["w"]);
        Assert.True(result.IsAccepted);
    }

    [Theory]
    [InlineData("script \"/bin/check\"", "\"Command\":[\"/bin/check\"]")]
    [InlineData("script \"/bin/check\"\nuser nobody", "\"Command\":[\"/bin/check\"],\"User\":\"nobody\"")]
    [InlineData("script \"/bin/check\"\nuser nobody nogroup", "\"Command\":[\"/bin/check\"],\"User\":\"nobody\"")]
    [InlineData("script \"/bin/check\"\nuser root root", "\"Command\":[\"/bin/check\"]")]
    public async Task A_check_script_runs_as_keepalived_s_user(string lines, string settings)
    {
        var output = await OutputAsync(
            $"vrrp_script c {{ {lines}\n}}\nvrrp_instance v {{ {Body}\ntrack_script {{ c weight -60 }}\n}}");

        Assert.Equal($"{{{settings}}}", output["HealthChecks"]!["c"]!["Settings"]!.ToJsonString());
    }

    [Theory]
    [InlineData("process /usr/sbin/nginx", "\"Name\":\"nginx\"")]
    [InlineData("process nginx\nquorum 2\nquorum_max 4", "\"Name\":\"nginx\",\"Minimum\":2,\"Maximum\":4")]
    [InlineData("process nginx\nquorum_max 0", "\"Name\":\"nginx\",\"Minimum\":0,\"Maximum\":0")]
    [InlineData("process a-name-of-twenty-x", "\"Name\":\"a-name-of-twent\"")]
    public async Task A_process_is_counted_by_the_plugin_for_it(string lines, string settings)
    {
        var output = await OutputAsync(
            $"vrrp_track_process p {{ {lines}\n}}\nvrrp_instance v {{ {Body}\ntrack_process {{ p weight -60 }}\n}}");

        Assert.Equal($"{{{settings}}}", output["HealthChecks"]!["p"]!["Settings"]!.ToJsonString());
        Assert.Equal("Process", (string?)output["HealthChecks"]!["p"]!["Plugin"]);
    }

    [Fact]
    public void Mails_and_the_fifo_become_actions()
    {
        var node = Translate($$"""
            global_defs {
              notification_email { a@example.com
                b@example.com }
              notification_email_from k@example.com
              smtp_server mail.example.com
              vrrp_notify_fifo /run/k.fifo
            }
            vrrp_instance v { {{Body}}
              smtp_alert
            }
            """);

        Assert.Equal(
            [
                "Notify:mail Plugin=\"Smtp\" On=[\"Master\",\"Backup\",\"Fault\"] Settings:Host=\"mail.example.com\" "
                    + "Settings:Port=25 Settings:Tls=\"None\" Settings:From=\"k@example.com\" "
                    + "Settings:To=[\"a@example.com\",\"b@example.com\"]",
                "Notify:vrrp_notify_fifo Plugin=\"Fifo\" On=[\"Master\",\"Backup\",\"Fault\",\"Stop\"] "
                    + "Settings:Path=\"/run/k.fifo\"",
            ],
            node.Actions.Select(Show));
    }

    private static NodeDraft Translate(string text)
    {
        var names = new InstanceNames();
        var lines = LineSource.Read("k.conf", "x", new(_ => text, _ => [])).Lines;
        var root = StatementReader.Read("k.conf", lines, []);
        names.AddFile(root);
        return NodeTranslation.Translate("edge-a", root, names, new());
    }

    private static string Show(Draft action) => action.PathOf() + " "
        + string.Join(' ', action.Settings.Select(setting => $"{setting.Path}={setting.Value.ToJsonString()}"));
}
