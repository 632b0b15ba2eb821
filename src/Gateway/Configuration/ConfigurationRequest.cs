using System.Net;
using Gateway.Plugins;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration;

/// <summary>Which file to read, and what the machine adds to it.</summary>
/// <param name="Path">The file, as the operator named it: messages repeat it.</param>
/// <param name="InstalledPlugins">The names of the plugins in a folder (absolute); none when the folder does not
/// exist.</param>
internal sealed record ConfigurationRequest(string Path, Func<string, IReadOnlySet<string>> InstalledPlugins)
{
    /// <summary>Where relative paths in it start, absolute.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Another file to read in its place, an older version of it: what is laid over it, and where relative
    /// paths start, stays the same. Null for the file itself.</summary>
    public string? ReadFrom { get; init; }

    /// <summary>Which entry of <c>Nodes</c> this machine is; null to find out by <see cref="HostName"/>.</summary>
    public string? NodeName { get; init; }

    /// <summary>Tries a check with its plugin: given the plugins folder and the check, names everything that is wrong.
    /// Null to leave plugins unloaded.</summary>
    public Func<string, HealthCheckConfig, CancellationToken, Task<IReadOnlyList<SettingsProblem>>>? TryCheck
    {
        get;
        init;
    }

    /// <summary>Tries an action with its plugin, likewise.</summary>
    public Func<string, NotifyConfig, CancellationToken, Task<IReadOnlyList<SettingsProblem>>>? TryNotify
    {
        get;
        init;
    }

    /// <summary>Looks for a file or folder (absolute), to warn of what the configuration names and is not there. Null
    /// not to look: who runs finds out when it is asked for.</summary>
    public Func<string, bool>? IsThere { get; init; }

    /// <summary>Looks into the folders of certificates, to warn of those that expire and of empty folders. Null not to
    /// look: who runs says so in the log.</summary>
    public CertificateLook? Certificates { get; init; }

    /// <summary>Tries the certificates of a folder (absolute): says which cannot serve, and why. Null to leave them
    /// unread: who runs says it in the log and serves with the others.</summary>
    public Func<string, IReadOnlyList<string>>? TryCertificates { get; init; }

    /// <summary>Tries a file of authorities for upstreams (absolute): says why it cannot be used, without a full stop;
    /// null when it can. Null to leave them unread: who runs refuses the connections and says it in the log.</summary>
    public Func<string, string?>? TryAuthority { get; init; }

    /// <summary>Looks for a file (false) or folder (true) that a route names, an absolute path: says why it cannot be
    /// used. Null to leave them unread: who runs finds out when it is asked for.</summary>
    public Func<string, bool, string?>? TryFile { get; init; }

    /// <summary>Whether a plugin that is not installed is an error. Otherwise its checks count as failed and its
    /// actions tell nobody, until it is dropped in.</summary>
    public bool RequiresPlugins { get; init; } = true;

    /// <summary>Reads a file of authorities for clients or of the internal one (absolute path). Throws what
    /// <see cref="RegularFile.ReadText"/> throws.</summary>
    public Func<string, string> ReadAuthority { get; init; } = RegularFile.ReadText;

    /// <summary>Reads the file of a password or key (absolute path).</summary>
    public Func<string, SecretFile> ReadSecret { get; init; } = SecretFiles.Read;

    /// <summary>The name of the .NET environment: <c>appsettings.NAME.json</c> beside the file is laid over
    /// it.</summary>
    public string Environment { get; init; } = "Production";

    /// <summary>Environment variables; those like <c>Vrrp__CrashNotice</c> are laid over the files.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What the command line lays over everything else: <c>Vrrp:CrashNotice=false</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The name of this machine, with or without domain.</summary>
    public string HostName { get; init; } = Dns.GetHostName();

    /// <summary>Where a relative plugins folder starts.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;
}
