using System.Text.Json.Nodes;
using Lab.Plugins;
using Lab.Subjects;

namespace Lab.Notify;

/// <summary>A folder of plugins for one pair: one that writes down what it is told and whether the address was there,
/// one that never returns, and a check that is well.</summary>
internal sealed class NotifyPlugins : IDisposable
{
    private const string Recorder = """
        public sealed class RecorderSettings { public required string Folder { get; init; } }

        public sealed class Recorder : NotifyAction<RecorderSettings>
        {
            public override Task NotifyAsync(Notification news, CancellationToken cancellationToken)
            {
                var isHere = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                    .Any(a => a.Address.ToString() == "10.77.0.100");
                File.AppendAllText(Path.Combine(Settings.Folder, news.Node),
                    $"{news.Kind} {news.Subject} {(isHere ? "here" : "away")}\n");
                return Task.CompletedTask;
            }
        }
        """;

    private const string Dead = """
        public sealed class NoSettings { }

        public sealed class Dead : NotifyAction<NoSettings>
        {
            public override Task NotifyAsync(Notification news, CancellationToken cancellationToken)
            {
                Thread.Sleep(Timeout.Infinite);
                return Task.CompletedTask;
            }
        }
        """;

    private const string Well = """
        public sealed class NoSettings { }

        public sealed class Well : HealthCheck<NoSettings>
        {
            public override Task<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
                Task.FromResult(HealthResult.Healthy("fine"));
        }
        """;

    private readonly DroppedPlugins _dropped = new();

    internal NotifyPlugins()
    {
        _dropped.Drop("Recorder", Recorder);
        _dropped.Drop("Dead", Dead);
    }

    private string NewsFolder => _dropped.FolderOf("news");

    /// <summary>Drops the check in while the gateways run.</summary>
    internal void DropWell() => _dropped.Drop("Well", Well);

    /// <summary>What a machine's recorder was told, for example <c>Master lan4 here</c>.</summary>
    internal string[] News(string node)
    {
        string file = Path.Combine(NewsFolder, node);
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    /// <summary>Adds the recorder and, if wanted, the dead action BEFORE it.</summary>
    internal void AddTo(JsonObject root, params string[] others)
    {
        _dropped.AddTo(root);
        var notify = new JsonObject();
        foreach (string other in others)
        {
            notify[other] = new JsonObject { ["Plugin"] = other };
        }

        notify["recorder"] = new JsonObject
        {
            ["Plugin"] = "Recorder",
            ["Settings"] = new JsonObject { ["Folder"] = NewsFolder },
        };
        root["Notify"] = notify;
    }

    /// <summary>Adds a tracked check whose plugin is not there yet.</summary>
    internal static void AddWell(JsonObject root)
    {
        root["HealthChecks"] = new JsonObject
        {
            ["late"] = new JsonObject { ["Plugin"] = "Well", ["Interval"] = "500ms", ["Timeout"] = "400ms", ["Rise"] = 1 },
        };
        GatewayConfiguration.Instance(root)["Track"] = new JsonObject { ["late"] = -60 };
    }

    public void Dispose() => _dropped.Dispose();
}
