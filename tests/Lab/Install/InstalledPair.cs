using Lab.Subjects;

namespace Lab.Install;

/// <summary>Two machines with the package, for all facts of a class. Each leaves machine a with the address.</summary>
public sealed class InstalledPair : IAsyncLifetime
{
    /// <summary>What nobody may say.</summary>
    internal const string Password = "Xq7vZk2m";

    private Pair? _pair;
    private KeepalivedBeside? _beside;

    /// <summary>The pair.</summary>
    internal Pair Pair => _pair!;

    /// <summary>What keepalived does meanwhile.</summary>
    internal KeepalivedBeside Beside => _beside!;

    /// <summary>The machine with the address.</summary>
    internal InstalledNode A => (InstalledNode)Pair.A;

    /// <summary>The other one.</summary>
    internal InstalledNode B => (InstalledNode)Pair.B;

    public async ValueTask InitializeAsync()
    {
        if (Requirements.MissingForLab is not null)
        {
            return;
        }

        // Version 2 has passwords. Its skew is 0.61 s; silence takes 4.61 s at least.
        var settings = new PairSettings { Version = 2, Password = Password, Interval = TimeSpan.FromSeconds(2) };
        _pair = Pair.Create(SubjectKind.Installed, settings);
        _beside = new(settings);
        Pair.Upstream.Start();
        await Task.WhenAll(Pair.StartAsync(), _beside.StartAsync());
    }

    public ValueTask DisposeAsync()
    {
        _beside?.Dispose();
        _pair?.Dispose();
        if (_pair is not null)
        {
            A.Clean();
            B.Clean();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The gateway of a machine and its guard, as this machine numbers them.</summary>
    internal static int[] ProcessesOf(InstalledNode node) =>
        [.. node.Node.Namespace.Processes().Where(id => NameOf(id) == "gateway")];

    private static string NameOf(int id)
    {
        string file = $"/proc/{id}/comm";
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (IOException)
        {
            // It has just ended.
            return "";
        }
    }
}
