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

    internal MisbehavingPlugins()
    {
        _dropped.Drop("Spins", Check(Spin));
        _dropped.Drop("Blocks", Check(Block));
        _dropped.Drop("Changing", Check("", dispose: Spin));
        _dropped.Drop("Deaf", $$"""
            {{NoSettings}}
            public sealed class Deaf : NotifyAction<NoSettings>
            {
                public override Task NotifyAsync(Notification news, CancellationToken cancellationToken)
                {
                    {{Block}}
                    return Task.CompletedTask;
                }
            }
            """);
    }

    public void Dispose() => _dropped.Dispose();

    /// <summary>Replaces the plugin <c>Changing</c> by a good one. What is replaced spins in its dispose.</summary>
    internal void DropGood() => _dropped.Drop("Changing", Check(""));

    /// <summary>Replaces the plugin <c>Changing</c> by one that spins before it can be used.</summary>
    internal void DropSpinningStart() => _dropped.Drop("Changing", Check("", configure: Spin));

    /// <summary>Adds all of them to the file of both machines.</summary>
    internal void AddTo(JsonObject root)
    {
        _dropped.AddTo(root);
        string[] checks = ["spins", "blocks", "changing"];
        root["HealthChecks"] = new JsonObject(checks.Select(check => KeyValuePair.Create<string, JsonNode?>(
            check,
            new JsonObject
            {
                ["Plugin"] = char.ToUpperInvariant(check[0]) + check[1..],
                ["Interval"] = "1s",
                ["Timeout"] = "500ms",
            })));
        root["Notify"] = new JsonObject { ["deaf"] = new JsonObject { ["Plugin"] = "Deaf", ["Timeout"] = "1s" } };
        // Both machines lose them from the start, and so nobody anything.
        GatewayConfiguration.Instance(root)["Track"] = new JsonObject { ["spins"] = -60, ["blocks"] = -60 };
    }

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
