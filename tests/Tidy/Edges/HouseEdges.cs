using Table = System.Collections.Generic.Dictionary<string, System.Collections.Generic.IReadOnlyList<string>>;

namespace Tidy.Edges;

/// <summary>Law 6: dependencies point inward.</summary>
internal static class HouseEdges
{
    public static FolderEdges Vrrp { get; } = new("src/Vrrp", "Gateway.Vrrp", new Table
    {
        ["Core"] = [],
        ["Packets"] = ["Core"],
        ["Config"] = ["Core", "Packets"],
        ["Events"] = ["Core", "Packets"],
        ["Linux"] = ["Core", "Packets"],
        ["Engine"] = ["Core", "Packets", "Config", "Events", "Linux"],
    });

    /// <summary>Hosting puts the features together; none of them knows it.</summary>
    public static FolderEdges Gateway { get; } = new("src/Gateway", "Gateway", new Table
    {
        ["Configuration"] = [],
        ["Import"] = ["Configuration"],
        ["Observability"] = [],
        ["Tls"] = ["Configuration"],
        ["Proxy"] = ["Configuration", "Tls"],
        ["Health"] = ["Configuration", "Observability", "Proxy"],
        ["Metrics"] = ["Configuration", "Health", "Observability", "Proxy", "Tls"],
        ["Doctor"] = ["Admin", "Configuration", "Metrics", "Observability", "Tls"],
        ["Support"] = ["Configuration", "Doctor", "Observability"],
        ["Forecast"] = ["Configuration", "Health", "Observability"],
        ["Planning"] = ["Configuration", "Forecast"],
        ["Notify"] = ["Configuration", "Observability"],
        ["Admin"] = ["Configuration", "Forecast", "Health", "Metrics", "Observability", "Proxy", "Tls"],
        ["Cli"] =
        [
            "Admin", "Configuration", "Doctor", "Forecast", "Health", "Import", "Observability", "Planning", "Proxy",
            "Support", "Tls",
        ],
        ["Hosting"] =
        [
            "Admin", "Cli", "Configuration", "Health", "Metrics", "Notify", "Observability", "Planning", "Proxy", "Tls",
        ],
    });

    public static FolderEdges Plugins { get; } = new("src/Plugins", "Gateway.Plugins", new Table
    {
        ["Settings"] = [],
        ["Loading"] = ["Settings"],
    });

    /// <summary>Projects of ours that a project may refer to; a plugin only the contract.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Projects { get; } = new Table
    {
        ["src/Gateway"] = ["Vrrp", "Plugins"],
        ["src/Plugins"] = [],
        ["src/Vrrp"] = [],
        ["plugins/*"] = ["Plugins"],
    };
}
