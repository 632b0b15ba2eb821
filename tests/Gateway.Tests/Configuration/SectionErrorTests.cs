namespace Gateway.Tests.Configuration;

public sealed class SectionErrorTests
{
    private const string Routes = "'Sites': { 'a.example.com': 'http://10.0.0.1' }";
    private const string Check = "'HealthChecks': { 'up': { 'Plugin': 'Script', ";

    private const string Action = "'Notify': { 'ops': { 'Plugin': 'Script', ";

    private const string Lan =
        "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1', ";

    public static TheoryData<string, string> Mistakes => new()
    {
        // Keys and types, the same everywhere.
        { "'Metrics': {}",
            "Metrics: unknown key; known: $schema, Nodes, Vrrp, HealthChecks, Notify, Listen, Limits, Tls, Sites, ErrorPages, RequestId, ReverseProxy, Streams, AccessLog, Admin, Plugins." },
        { "'Vrp': {}", "Vrp: unknown key; did you mean \"Vrrp\"?" },
        { "'vrrp': {}", "vrrp: unknown key; it is written \"Vrrp\"." },
        { "'Vrrp': { 'Routers': {} }", "Vrrp:Routers: unknown key; known: CrashNotice, DrainOnStop, Instances, Recorder, SyncGroups, StartupDelay." },
        { "'Vrrp': { 'SyncGroups': { 'lan': 5 } }",
            "Vrrp:SyncGroups:lan: expected a list of strings, found the number 5; write it in quotes." },
        { "'Vrrp': []", "Vrrp: expected an object, found a list." },
        { "'Vrrp': null", "Vrrp: expected an object, found null; leave the key out to get the default." },
        { "'Plugins': { 'Folder': 5 }", "Plugins:Folder: expected a string, found the number 5; write it in quotes." },
        { "'Plugins': { 'Folder': [ '/opt' ] }",
            "Plugins:Folder: expected a string, found a list; write one string, without the brackets." },
        { "'Listen': { 'Http': 80 }",
            "Listen:Http: expected a list of strings, found the number 80; write it in quotes." },
        { "'Listen': { 'DrainTime': '5' }", "Listen:DrainTime: \"5\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { "'Listen': { 'DrainTime': 5 }",
            "Listen:DrainTime: expected a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\", found the number 5; write it in quotes, with its unit." },
        { "'Listen': { 'TrustedProxies': '10.0.0' }",
            "Listen:TrustedProxies:0: \"10.0.0\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\"." },
        { "'Listen': { 'DrainTime': '61s' }", "Listen:DrainTime: \"61s\" is out of range; use 0s to 60s." },
        { "'AccessLog': {}",
            "AccessLog:File: required: the file that gets a line for each request, for example \"/var/log/gateway/access.log\", or \"/dev/stdout\"." },
        { "'AccessLog': { 'File': '/tmp' }", "AccessLog:File: \"/tmp\" is a folder; name a file in it." },
        { "'AccessLog': { 'File': 'a.log', 'Format': 'clf' }",
            "AccessLog:Format: \"clf\" is no format; write \"json\" or \"combined\"." },
        { "'Tls': { 'Certificates': [ true ] }", "Tls:Certificates:0: expected a string, found true; write it in quotes." },
        { "'Tls': { 'Certificates': {} }",
            "Tls:Certificates: expected a list of strings, found an object; write one string, or [ \"...\", \"...\" ]." },
        { Check + "'Rise': '2' } }",
            "HealthChecks:up:Rise: expected a number, found the string \"2\"; remove the quotes." },
        { Check + "'Rise': 1.5 } }", "HealthChecks:up:Rise: expected a whole number, found the number 1.5." },
        { Check + "'Rise': 9999999999 } }",
            "HealthChecks:up:Rise: expected a whole number, found the number 9999999999." },
        { "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 'abc', 'Addresses': '10.0.0.1' } } }",
            "Vrrp:Instances:lan4:VirtualRouterId: expected a number, found the string \"abc\"." },
        { "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1', 'Preempt': 'true' } } }",
            "Vrrp:Instances:lan4:Preempt: expected true, false or a duration, found the string \"true\"; remove the quotes." },
        { Lan + "'Preempt': 5 } } }",
            "Vrrp:Instances:lan4:Preempt: expected true, false or a string, found the number 5." },
        { Lan + "'Preempt': null } } }",
            "Vrrp:Instances:lan4:Preempt: expected true, false or a string, found null; leave the key out to get the default." },
        { Lan + "'Peers': [ '10.0.0.2' ] } } }",
            "Vrrp:Instances:lan4:Peers: expected a string or an object, found a list." },
        { Lan + "'Peers': { 'edge-a': '10.0.0.2', 'edge-b': 3 } } } }",
            "Vrrp:Instances:lan4:Peers:edge-b: expected a string, found the number 3; write it in quotes." },
        { Lan + "'Authentication': { 'Hmca': {} } } } }",
            "Vrrp:Instances:lan4:Authentication:Hmca: unknown key; did you mean \"Hmac\"?" },
        { "'Vrrp': { 'Instances': { 'lan4': { 'Interfce': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1' } } }",
            "Vrrp:Instances:lan4:Interfce: unknown key; did you mean \"Interface\"?" },
        { "'Plugins': {}, 'Plugins': {}", "Plugins: \"Plugins\" is here twice, first in line 1; remove one." },
        { "'HealthChecks': { 'up': { 'Plugin': 'Script' }, 'UP': { 'Plugin': 'Script' } }",
            "HealthChecks:UP: differs only in case from \"up\" in line 1; use another name." },

        // Virtual routers: the builder has its own table; this shows that its errors arrive.
        { "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 300, 'Addresses': '10.0.0.1' } } }",
            "Vrrp:Instances:lan4:VirtualRouterId: 300 is out of range; use 1 to 255." },
        { "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1', 'Track': { 'prxy': 1 } } } }",
            "Vrrp:Instances:lan4:Track:prxy: there is no health check \"prxy\"; did you mean \"proxy\"?" },

        // Notify actions.
        { "'Notify': { 'on call': { 'Plugin': 'Script' } }",
            "Notify:on call: \"on call\" cannot be the name of a notify action; use 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit." },
        { "'Notify': { 'ops': {} }", "Notify:ops:Plugin: required: the plugin that tells, for example \"Script\"." },
        { "'Notify': { 'ops': { 'Plugin': 'Skript' } }",
            "Notify:ops:Plugin: there is no plugin \"Skript\" in /opt/gateway/plugins; did you mean \"Script\"?" },
        { Action + "'On': [ 'Master', 'Bakcup' ] } }",
            "Notify:ops:On:1: there is no event \"Bakcup\"; did you mean \"Backup\"?" },
        { Action + "'On': 'master' } }", "Notify:ops:On:0: there is no event \"master\"; did you mean \"Master\"?" },
        { Action + "'On': [] } }",
            "Notify:ops:On: the list is empty; name something, or leave the key out to get the default." },
        { Action + "'On': [ 'Stop', 'Stop' ] } }", "Notify:ops:On:1: \"Stop\" is in the list already; remove one." },
        { Action + "'Instances': 'lan4' } }",
            "Notify:ops:Instances:0: there is no instance or sync group \"lan4\"; there are none." },
        { Lan[..^2] + " } } }, " + Action + "'Instances': 'lan5' } }",
            "Notify:ops:Instances:0: there is no instance or sync group \"lan5\"; did you mean \"lan4\"?" },
        { Action + "'Timeout': '10' } }",
            "Notify:ops:Timeout: \"10\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { Action + "'Timeout': '6m' } }", "Notify:ops:Timeout: \"6m\" is out of range; use 100ms to 5m." },
        { Action + "'Retries': 21 } }", "Notify:ops:Retries: 21 is out of range; use 0 to 20." },
        { Action + "'Retry': 2 } }", "Notify:ops:Retry: unknown key; did you mean \"Retries\"?" },

        // Health checks.
        { "'HealthChecks': { 'proxy': { 'Plugin': 'Script' } }",
            "HealthChecks:proxy: \"proxy\" is the name of the built-in check; use another." },
        { "'HealthChecks': { 'up link': { 'Plugin': 'Script' } }",
            "HealthChecks:up link: \"up link\" cannot be the name of a health check; use 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit." },
        { "'HealthChecks': { 'up': {} }",
            "HealthChecks:up:Plugin: required: the plugin that checks, for example \"Script\"." },
        { "'HealthChecks': { 'up': { 'Plugin': 'Skript' } }",
            "HealthChecks:up:Plugin: there is no plugin \"Skript\" in /opt/gateway/plugins; did you mean \"Script\"?" },
        { "'HealthChecks': { 'up': { 'Plugin': 'Redis' } }",
            "HealthChecks:up:Plugin: there is no plugin \"Redis\" in /opt/gateway/plugins; known: Script, Tcp." },
        { "'Plugins': { 'Folder': '/empty' }, 'HealthChecks': { 'up': { 'Plugin': 'Script' } }",
            "HealthChecks:up:Plugin: there is no plugin \"Script\": no plugin is installed in /empty." },
        { Check + "'Interval': '2' } }",
            "HealthChecks:up:Interval: \"2\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { Check + "'Interval': '99ms' } }", "HealthChecks:up:Interval: \"99ms\" is out of range; use 100ms to 24h." },
        { Check + "'Interval': '25h' } }", "HealthChecks:up:Interval: \"25h\" is out of range; use 100ms to 24h." },
        { Check + "'Timeout': 'x' } }",
            "HealthChecks:up:Timeout: \"x\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { Check + "'Timeout': '0s' } }",
            "HealthChecks:up:Timeout: \"0s\" is out of range; use more than 0 and at most the interval, 2s." },
        { Check + "'Timeout': '3s' } }",
            "HealthChecks:up:Timeout: \"3s\" is out of range; use more than 0 and at most the interval, 2s." },
        { Check + "'Rise': 0 } }", "HealthChecks:up:Rise: 0 is out of range; use 1 to 100." },
        { Check + "'Fall': 101 } }", "HealthChecks:up:Fall: 101 is out of range; use 1 to 100." },
        { Check + "'Settings': [] } }", "HealthChecks:up:Settings: expected an object, found a list." },

        // Listeners.
        { "'Listen': { 'Http': 'localhost:80' }", NotAnEndpoint("Listen:Http:0", "localhost:80") },
        { "'Listen': { 'Http': '80' }", NotAnEndpoint("Listen:Http:0", "80") },
        { "'Listen': { 'Http': '*:0' }", NotAnEndpoint("Listen:Http:0", "*:0") },
        { "'Listen': { 'Http': '*:65536' }", NotAnEndpoint("Listen:Http:0", "*:65536") },
        { "'Listen': { 'Http': [ '*:80', '::1:81' ] }", NotAnEndpoint("Listen:Http:1", "::1:81") },
        { "'Listen': { 'Http': '[10.0.0.1]:80' }", NotAnEndpoint("Listen:Http:0", "[10.0.0.1]:80") },
        { "'Listen': { 'Http': '*:80', 'Https': '*:80' }",
            "Listen:Https:0: \"*:80\" is taken by Listen:Http:0; one of them must go, or get another port." },
        { "'Listen': { 'Https': [ '10.0.0.1:443', '*:443' ] }",
            "Listen:Https:1: \"*:443\" is taken by Listen:Https:0; one of them must go, or get another port." },
        { "'Listen': { 'Https': [ '0.0.0.0:443', '10.0.0.1:443' ] }",
            "Listen:Https:1: \"10.0.0.1:443\" is taken by Listen:Https:0; one of them must go, or get another port." },
        { Routes, "Listen: required: there are routes but nothing listens; add for example \"Https\": \"*:443\"." },

        // Folders.
        { "'Tls': { 'Certificates': [ 'a', ' ' ] }", "Tls:Certificates:1: \" \" cannot be a folder; write for example \"/etc/gateway/certs\"." },
        { "'Tls': { 'Certificates': [ 'a', './a/' ] }", "Tls:Certificates:1: \"./a/\" is in the list already; remove one." },
        { "'Plugins': { 'Folder': '' }", "Plugins:Folder: \"\" cannot be a folder; write for example \"/opt/gateway/plugins\"." },

        // Sites.
        { "'Listen': { 'Http': '*:80' }, 'Sites': { 'https://a.example.com': 'http://10.0.0.1' }",
            "Sites:https://a.example.com: \"https://a.example.com\" is not a host name; write for example \"app.example.com\", \"*.example.com\", \"[fd00::10]\" or \"*\"." },
        { "'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': '10.0.0.1:8080' }",
            "Sites:a.example.com: \"10.0.0.1:8080\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { "'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': 'http://10.0.0.1/?q' }",
            "Sites:a.example.com: \"http://10.0.0.1/?q\" has more than scheme, host, port and path; remove the rest." },
        { "'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': 'http://192.168.10.12' }",
            "Sites:a.example.com: \"http://192.168.10.12\" is node \"edge-b\", where the proxy itself listens ([::]:80): requests would go round in a loop; name the server that is to answer." },
        { "'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': [ 'http://10.0.0.1' ] }",
            "Sites:a.example.com: expected a string or an object, found a list." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_error_at_its_path(string rest, string expected) =>
        Assert.Equal(expected, ConfigText.OnlyError(await ConfigText.WithNodesAsync(rest)));

    private static string NotAnEndpoint(string path, string text) =>
        $"{path}: \"{text}\" is not an address with a port; write \"*:443\" for all addresses, \"192.168.10.10:443\" or \"[fd00::10]:443\".";
}
