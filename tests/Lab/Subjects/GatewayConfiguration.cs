using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Network;

namespace Lab.Subjects;

/// <summary>The configuration file of a gateway pair in the lab: one file for both machines.</summary>
internal static class GatewayConfiguration
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The file's text.</summary>
    internal static string Text(PairSettings settings)
    {
        JsonObject root = Root(settings);
        settings.Adjust?.Invoke(root);
        return root.ToJsonString(Indented);
    }

    /// <summary>The first VRRP instance in the file, for adjustments.</summary>
    internal static JsonObject Instance(JsonObject root) =>
        root["Vrrp"]!["Instances"]!.AsObject().First().Value!.AsObject();

    /// <summary>Adds a check by the plugin <c>Script</c> and tracks it.</summary>
    internal static void AddScript(JsonObject root, string name, int weight, params string[] command)
    {
        root["HealthChecks"] ??= new JsonObject();
        root["HealthChecks"]![name] = new JsonObject
        {
            ["Plugin"] = "Script",
            ["Interval"] = "500ms",
            ["Timeout"] = "400ms",
            ["Fall"] = 2,
            ["Rise"] = 2,
            ["Settings"] = new JsonObject
            {
                ["Command"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]),
            },
        };
        JsonObject instance = Instance(root);
        instance["Track"] ??= new JsonObject();
        instance["Track"]![name] = weight;
    }

    private static JsonObject Root(PairSettings settings) => new()
    {
        ["Nodes"] = new JsonObject
        {
            ["edge-a"] = new JsonObject { ["Address"] = "10.77.0.11", ["Priority"] = settings.PriorityA },
            ["edge-b"] = new JsonObject { ["Address"] = "10.77.0.12", ["Priority"] = settings.PriorityB },
        },
        ["Vrrp"] = Vrrp(settings),
        ["Plugins"] = new JsonObject { ["Folder"] = GatewayNode.PluginsFolder },
        ["Listen"] = new JsonObject { ["Http"] = "*:80", ["Https"] = "*:443" },
        ["ReverseProxy"] = new JsonObject
        {
            ["Routes"] = new JsonObject
            {
                ["all"] = new JsonObject
                {
                    ["ClusterId"] = "web",
                    ["Match"] = new JsonObject { ["Path"] = "{**catch-all}" },
                },
            },
            ["Clusters"] = new JsonObject
            {
                ["web"] = new JsonObject
                {
                    ["Destinations"] = new JsonObject
                    {
                        ["one"] = new JsonObject { ["Address"] = "http://10.77.0.20:8080/" },
                    },
                },
            },
        },
    };

    private static JsonObject Vrrp(PairSettings settings)
    {
        var instances = new JsonObject();
        foreach (VirtualRouterSettings router in settings.VirtualRouters)
        {
            instances[router.Name] = VirtualRouter(settings, router);
        }

        var vrrp = new JsonObject { ["Instances"] = instances };
        if (settings.BothFamilies)
        {
            vrrp["SyncGroups"] = new JsonObject
            {
                [PairSettings.SyncGroup] = Texts(settings.VirtualRouters.Select(router => router.Name)),
            };
        }

        return vrrp;
    }

    // Keys with a default are written where the settings differ from it, and nowhere else.
    private static JsonObject VirtualRouter(PairSettings settings, VirtualRouterSettings router)
    {
        var instance = new JsonObject
        {
            ["Interface"] = router.Interface,
            ["VirtualRouterId"] = router.Id,
            ["Addresses"] = Texts(router.Prefixes),
            ["AdvertisementInterval"] =
                string.Create(CultureInfo.InvariantCulture, $"{settings.Interval.TotalMilliseconds:0}ms"),
        };
        if (settings.Version != 3)
        {
            instance["Version"] = settings.Version;
        }

        // Said in either case: alone, the addresses of the nodes would decide.
        instance["Peers"] = !settings.Unicast ? "multicast" : new JsonObject
        {
            ["edge-a"] = AddressPlan.AddressOf("a", router.Family, router.Link).ToString(),
            ["edge-b"] = AddressPlan.AddressOf("b", router.Family, router.Link).ToString(),
        };

        if (!settings.Preempt)
        {
            instance["Preempt"] = false;
        }

        if (settings.Password is string password)
        {
            instance["Authentication"] = new JsonObject { ["Password"] = password };
        }

        if (settings.UseVmac)
        {
            instance["UseVmac"] = true;
        }

        return instance;
    }

    private static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => JsonValue.Create(text))]);
}
