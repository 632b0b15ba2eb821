using System.Text.Json.Nodes;
using Lab.Subjects;

namespace Lab.Plugins;

/// <summary>Plugins that do for a minute what no plugin should, and hear no cancellation.</summary>
internal sealed class MisbehavingPlugins : IDisposable
{
    private const string NoSettings = "public sealed class NoSettings { }";

    private const string Spin =
        "for (var end = Environment.TickCount64 + 60_000; Environment.TickCount64 < end;) { }";

    private const string Block = "Thread.Sleep(60_000);";

    private readonly DroppedPlugins _dropped = new();
    private readonly string[] _names;

    /// <summary>Makes some of them: the checks <c>spins</c>, <c>blocks</c> and <c>changing</c>, and the action
    /// <c>deaf</c>.</summary>
    internal MisbehavingPlugins(params string[] names)
    {
        _names = names;
        foreach (string name in names)
        {
            _dropped.Drop(PluginOf(name), name switch
            {
                "spins" => Check(Spin),
                "blocks" => Check(Block),
                "changing" => Check("", dispose: Spin),
                _ => Action(Block),
            });
        }
    }

    public void Dispose() => _dropped.Dispose();

    /// <summary>Replaces the plugin <c>Changing</c> by a good one. What is replaced spins in its dispose.</summary>
    internal void DropGood() => _dropped.Drop("Changing", Check(""));

    /// <summary>Replaces the plugin <c>Changing</c> by one that spins before it can be used.</summary>
    internal void DropSpinningStart() => _dropped.Drop("Changing", Check("", configure: Spin));

    /// <summary>Adds them to the file of both machines.</summary>
    internal void AddTo(JsonObject root)
    {
        _dropped.AddTo(root);
        root["HealthChecks"] = new JsonObject(Checks.Select(check => KeyValuePair.Create<string, JsonNode?>(
            check,
            new JsonObject { ["Plugin"] = PluginOf(check), ["Interval"] = "1s", ["Timeout"] = "500ms" })));
        root["Notify"] = new JsonObject(_names.Except(Checks).Select(action => KeyValuePair.Create<string, JsonNode?>(
            action,
            new JsonObject { ["Plugin"] = PluginOf(action), ["Timeout"] = "1s" })));
        // Both machines lose it from the start, and so nobody anything.
        GatewayConfiguration.Instance(root)["Track"] = new JsonObject { [_names[0]] = -60 };
    }

    private IEnumerable<string> Checks => _names.Where(name => name != "deaf");

    private static string PluginOf(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Action(string notify) => $$"""
        {{NoSettings}}
        public sealed class Misbehaving : NotifyAction<NoSettings>
        {
            public override Task NotifyAsync(Notification news, CancellationToken cancellationToken)
            {
                {{notify}}
                return Task.CompletedTask;
            }
        }
        """;

    private static string Check(string check, string configure = "", string dispose = "") => $$"""
        {{NoSettings}}
        public sealed class Misbehaving : HealthCheck<NoSettings>
        {
            public override void Configure(PluginContext context) { {{configure}} base.Configure(context); }

            public override Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
            {
                {{check}}
                return Task.FromResult(HealthResult.Healthy("fine"));
            }

            public override ValueTask DisposeAsync() { {{dispose}} return base.DisposeAsync(); }
        }
        """;
}
