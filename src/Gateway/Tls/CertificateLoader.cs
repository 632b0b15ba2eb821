using System.Collections.Immutable;
using System.Security.Cryptography;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Reads the certificate folders and says in the log what serves and what does not. A broken file harms no
/// other. Hosts that none of them is for get one of the internal authority.</summary>
/// <param name="folder">Where the machine keeps its own authority; null: nowhere, and a restart makes another
/// one.</param>
/// <param name="logger">Gets the words.</param>
/// <param name="time">The clock that certificates are judged by.</param>
internal sealed class CertificateLoader(
    AuthorityFolder? folder, ILogger<CertificateLoader> logger, TimeProvider time)
{
    private const string Internal = "internal CA";

    // One without a folder is made once.
    private InternalAuthority? _ownAuthority;

    /// <summary>Loads every certificate that can serve; the internal authority issues what is missing.</summary>
    public CertificateStore Load(GatewayConfig config) => Load(config, []);

    /// <summary>Loads anew. A certificate that is just being written, or lies there without its key, does not take away
    /// the one that serves; and one of the internal authority stays until it is to be renewed.</summary>
    /// <param name="config">What to serve.</param>
    /// <param name="serving">What serves.</param>
    public CertificateStore Reload(GatewayConfig config, CertificateStore serving) =>
        Load(config, serving.Certificates);

    /// <summary>Whether this is the fault of a file.</summary>
    public static bool IsFault(Exception e) =>
        e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private CertificateStore Load(GatewayConfig config, ImmutableArray<SiteCertificate> serving)
    {
        var loaded = config.CertificateFolders.SelectMany(path => LoadFolder(path, serving)).ToImmutableArray();
        var sources = loaded.Select(certificate => certificate.Source).ToHashSet(StringComparer.Ordinal);
        var kept = serving.Where(old => !sources.Contains(old.Source)
            && File.Exists(old.Source)
            && config.CertificateFolders.Any(folder => old.Source.StartsWith(folder + "/", StringComparison.Ordinal)));
        ImmutableArray<SiteCertificate> real = [.. loaded, .. kept];
        var issued = Issue(config, real, serving, out var authority);
        return new([.. real, .. issued], new(config.Tls, config.Hosts))
        {
            InternalAuthority = authority, Time = time,
        };
    }

    // One each: who is shown the name of a host need not learn those of the others.
    private List<SiteCertificate> Issue(
        GatewayConfig config, ImmutableArray<SiteCertificate> real, ImmutableArray<SiteCertificate> serving,
        out InternalAuthority? authority)
    {
        authority = null;
        var covered = real.SelectMany(certificate => certificate.Names)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var table = new HostTable<string>(covered.Select(name => KeyValuePair.Create(name, name)));
        string[] missing = [.. InternalNames.OfSites(config).Where(name => table.Find(name) is null)];
        var issued = new List<SiteCertificate>();
        if (real.IsEmpty || missing.Length > 0)
        {
            var issuer = authority = OpenAuthority(config);
            if (real.IsEmpty)
            {
                issued.Add(Keep($"{Internal}: {config.NodeName}", InternalNames.OfMachine(config), isMachine: true));
            }

            issued.AddRange(missing.Select(name => Keep($"{Internal}: {name}", [name], isMachine: false)));
            Announce(config, issued.Except(serving));

            SiteCertificate Keep(string source, IReadOnlyList<string> names, bool isMachine)
            {
                var addresses = isMachine ? InternalNames.Addresses(config) : [];
                return serving.FirstOrDefault(old => old.Source == source
                        && old.IsFor(names, addresses) && issuer.StandsBehind(old, time.GetUtcNow()))
                    ?? issuer.Issue(source, names, addresses, time.GetUtcNow());
            }
        }

        return issued;
    }

    private InternalAuthority OpenAuthority(GatewayConfig config)
    {
        if (config.Tls.InternalAuthority is { } shared)
        {
            return new(shared.Certificate, shared.Key);
        }

        try
        {
            _ownAuthority ??= folder?.Open(config.NodeName, time.GetUtcNow());
        }
        catch (Exception e) when (IsFault(e))
        {
            logger.AuthorityNotKept(folder!.CertificateFile, e.Message);
        }

        return _ownAuthority ??= InternalAuthority.Create(config.NodeName, time.GetUtcNow());
    }

    private List<SiteCertificate> LoadFolder(string path, ImmutableArray<SiteCertificate> serving)
    {
        var loaded = new List<SiteCertificate>();
        try
        {
            var pairs = PemFolder.FindPairs(path, Refuse);
            loaded.AddRange(pairs.Select(pair => TryLoad(pair, Refuse)).OfType<SiteCertificate>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.FolderRefused(path, e.Message);
        }

        return loaded;

        void Refuse(string file, string reason) => logger.CertificateRefused(
            file, reason.EndsWith('.') ? reason : reason + ".", InsteadOf(serving, file));
    }

    private static string InsteadOf(ImmutableArray<SiteCertificate> serving, string file) =>
        serving.FirstOrDefault(old => old.Source == file) is { } old && File.Exists(file)
            ? FormattableString.Invariant(
                $"The one that was read from it before goes on serving, until {old.NotAfter:yyyy-MM-dd}.")
            : "It is left out.";

    private SiteCertificate? TryLoad(PemPair pair, Action<string, string> refuse)
    {
        try
        {
            var certificate = pair.Load();
            Announce(certificate);
            return certificate;
        }
        catch (Exception e) when (IsFault(e))
        {
            refuse(pair.CertificateFile, e.Message);
            return null;
        }
    }

    private void Announce(GatewayConfig config, IEnumerable<SiteCertificate> issued)
    {
        var names = string.Join(", ", issued.SelectMany(certificate => certificate.Names));
        // Without an HTTPS listener no client gets to see them.
        if (names.Length > 0 && config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https))
        {
            var root = config.Tls.InternalAuthority?.CertificateFile ?? folder?.CertificateFile
                ?? "nowhere (there is no STATE_DIRECTORY), and another one after the next start";
            logger.IssuedInternally(names, root);
        }
    }

    private void Announce(SiteCertificate certificate)
    {
        var names = string.Join(", ", certificate.Names);
        var now = time.GetUtcNow();
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            logger.CertificateOutOfDate(certificate.Source, names, certificate.NotBefore, certificate.NotAfter);
        }
        else
        {
            logger.CertificateLoaded(certificate.Source, names, certificate.NotAfter);
        }
    }
}
