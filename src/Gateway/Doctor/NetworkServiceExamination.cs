using System.IO.Enumeration;
using Gateway.Configuration;

namespace Gateway.Doctor;

/// <summary>Services that manage the network and take addresses away that they do not know.</summary>
internal static class NetworkServiceExamination
{
    /// <summary>Looks.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, MachineView view)
    {
        foreach (var name in config.Vrrp.VirtualRouters.Select(router => router.Interface).Distinct())
        {
            if (view.HasNetworkd && FileOf(view, name) is { } file && !Keeps(view.NetworkFiles[file]))
            {
                yield return Finding.Warning("networkd-removes-addresses", name,
                    "systemd-networkd removes virtual addresses from it when it is restarted or configured anew: "
                    + $"{file} has no KeepConfiguration",
                    $"In {file}, section [Network]: KeepConfiguration=static; then networkctl reload");
            }

            if (view.NetworkManaged.Contains(name))
            {
                yield return Finding.Warning("networkmanager-removes-addresses", name,
                    "NetworkManager manages it, and removes virtual addresses when its connection is activated anew",
                    $"Do not reactivate it while this machine is Master, or: nmcli device set {name} managed no");
            }
        }
    }

    // The first file, by name, that matches: systemd.network(5).
    private static string? FileOf(MachineView view, string name) => view.NetworkFiles
        .OrderBy(file => Path.GetFileName(file.Key), StringComparer.Ordinal)
        .FirstOrDefault(file => Values(file.Value, "[Match]", "Name")
            .SelectMany(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))).Key;

    private static bool Keeps(string text) =>
        Values(text, "[Network]", "KeepConfiguration").LastOrDefault() is "yes" or "static" or "true" or "1" or "on";

    private static IEnumerable<string> Values(string text, string section, string key)
    {
        var current = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
            {
                current = line;
            }
            else if (current == section && line.StartsWith(key, StringComparison.Ordinal)
                && line[key.Length..].TrimStart() is ['=', .. var value])
            {
                yield return value.Trim();
            }
        }
    }
}
