using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A secret of every kind, in a configuration, and in texts that should have none.</summary>
internal static class PlantedSecrets
{
    private const string Hex = "c0ffee15bad0decafe77a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6";
    private const string KeyText = "Xq7vZk2mWp9tRb4nJc8yLd3fHg6sTa1e";
    private const string KeyInFile = "fIlE7kEy9mWp4tRb2nJc8yLd3fHg6sTa";
    private const string Password = "Pw7&x+qZ";
    private const string Token = "tOkEn0123456789-abcdef";
    private const string Hook = "T01HOOK/B02HOOK/s3cr3tHookPathSegment";
    private const string HookInFile = "T03HOOK/fileHookPathSegment77";
    private const string Bearer = "bEaReR-55aa66bb77cc";
    private const string ProxyPassword = "pr0xyPa55";
    private const string UserHash = "$pbkdf2-sha256$29000$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo";
    private const string PluginPassword = "plugInPa55w0rd";
    private const string PluginOption = "0ptionS3cret";
    private const string PluginPin = "73519842";
    private const string Query = "qu3rySecret";
    private const string HeaderInFile = "h3aderFromFile99";
    private const string Old = "0ldPassw";

    /// <summary>Each as it may be looked for.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Hex, KeyText, KeyInFile, Password, Token, Hook, "s3cr3tHookPathSegment", HookInFile, Bearer, ProxyPassword,
        UserHash, PluginPassword, PluginOption, PluginPin, Query, HeaderInFile, Old,
        Convert.ToHexString(Encoding.UTF8.GetBytes(KeyText)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(KeyInFile)).TrimEnd('='),
        Convert.ToBase64String(Convert.FromHexString(Hex)).TrimEnd('='),
        Uri.EscapeDataString(Password), "Pw7\\u0026x\\u002BqZ", Hex.ToUpperInvariant(),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{ProxyPassword}")).TrimEnd('='),
    ];

    /// <summary>All of them in prose, as a plugin or a careless program may print them.</summary>
    public static string Prose { get; } = string.Join('\n', All.Select((secret, i) =>
        FormattableString.Invariant($"line {i}: it said {secret}, and \"{secret}\" at http://x/{secret}/y?a={secret}")))
        + "\nGET / Authorization: Bearer unknownToTheConfiguration1\ndb password=unknownToTheConfiguration2\n";

    /// <summary>The files that the configuration names.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["vrrp.key"] = KeyInFile + "\n",
        ["users"] = $"anna:{UserHash}\n",
        ["hook.url"] = $"https://hooks.example.com/services/{HookInFile}\n",
        ["header"] = HeaderInFile + "\n",
    };

    /// <summary>The configuration.</summary>
    /// <param name="folder">Where the files are.</param>
    public static string Configuration(string folder) => $$"""
        {
          "Nodes": { "edge-a": { "Priority": 250 } },
          "Listen": { "Https": "*:443" },
          "Admin": { "Socket": "{{folder}}/gateway.sock", "Token": "{{Token}}" },
          "Vrrp": { "Instances": {
            "lan4": { "Interface": "nosuch0", "VirtualRouterId": 52, "Version": 2, "Addresses": "192.168.10.10/24",
              "Authentication": { "Password": "{{Password}}" } },
            "lan5": { "Interface": "nosuch0", "VirtualRouterId": 53, "Addresses": "192.168.10.11/24", "Authentication": {
              "Hmac": { "ActiveKey": 1, "Keys": { "1": "hex:{{Hex}}", "2": "{{KeyText}}", "3": "file:vrrp.key" }
              } } } } },
          "HealthChecks": { "db": { "Plugin": "Script", "Settings": {
            "Password": "{{PluginPassword}}", "Pin": {{PluginPin}}, "Url": "http://10.0.0.1/?token={{Query}}",
            "Arguments": [ "--secret", "{{PluginOption}}" ] } } },
          "Notify": {
            "chat": { "Plugin": "Webhook", "Settings": { "Url": "https://hooks.example.com/services/{{Hook}}",
              "Headers": { "Authorization": "Bearer {{Bearer}}" },
              "SecretHeaders": { "X-Api-Key": "{{folder}}/header" } } },
            "other": { "Plugin": "Webhook", "Settings": { "UrlFile": "{{folder}}/hook.url" } } },
          "Sites": { "shop.example.com": { "To": "http://10.0.0.21",
            "Auth": { "Basic": { "UsersFile": "users" } } } },
          "ReverseProxy": {
            "Routes": { "api": { "ClusterId": "api", "Match": { "Path": "/api" } } },
            "Clusters": { "api": {
              "HttpClient": { "WebProxy": { "Address": "http://me:{{ProxyPassword}}@10.0.0.9:3128" } },
              "Destinations": { "one": { "Address": "http://10.0.0.22" } } } } }
        }
        """;

    /// <summary>The same configuration as it was, with another password.</summary>
    public static string OldConfiguration(string folder) =>
        Configuration(folder).Replace(Password, Old, StringComparison.Ordinal);
}
