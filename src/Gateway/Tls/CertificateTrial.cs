using System.Collections.Immutable;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Tries the certificates of a folder without using them.</summary>
internal static class CertificateTrial
{
    /// <summary>Says which certificates cannot serve.</summary>
    /// <returns>A sentence each, with the file; one for a folder that is not there.</returns>
    public static IReadOnlyList<string> Run(string folder) => Run(folder, _ => { });

    /// <summary>Likewise, and hands over those that can.</summary>
    public static IReadOnlyList<string> Run(string folder, Action<SiteCertificate> take)
    {
        var problems = new List<string>();
        if (!Directory.Exists(folder))
        {
            return [File.Exists(folder)
                ? $"{folder} is a file; name the folder in which it is."
                : $"there is no folder {folder}: nothing in it would serve; make it, or correct the path."];
        }

        void Refuse(string file, string reason) => problems.Add($"{file} cannot serve: {reason}");
        try
        {
            foreach (var pair in PemFolder.FindPairs(folder, Refuse))
            {
                if (Problem(pair, take) is { } problem)
                {
                    Refuse(pair.CertificateFile, problem);
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{folder} cannot be read: {refused.Message}");
        }

        return problems;
    }

    /// <summary>Likewise, but a folder that is not there is no mistake: it may come.</summary>
    public static IReadOnlyList<string> RunIfThere(string folder) => Path.Exists(folder) ? Run(folder) : [];

    /// <summary>Finds those of a folder that can serve.</summary>
    /// <returns>Null where there is no folder, or something in it cannot serve, which is said elsewhere.</returns>
    public static IReadOnlyList<FoundCertificate>? Find(string folder)
    {
        var found = new List<FoundCertificate>();
        return Run(folder, one => found.Add(new(one.Source, one.Names, one.NotAfter)
        {
            HasCommonNameAlone = one.HasCommonNameAlone,
        })).Count == 0 ? found : null;
    }

    /// <summary>Tries the folders that do not serve already.</summary>
    /// <param name="serving">Those that do, at the moment of the trial.</param>
    /// <param name="run">Tries one.</param>
    public static Func<string, IReadOnlyList<string>> Besides(
        Func<ImmutableArray<string>> serving, Func<string, IReadOnlyList<string>> run) =>
        folder => serving().Contains(folder) ? [] : run(folder);

    private static string? Problem(PemPair pair, Action<SiteCertificate> take)
    {
        try
        {
            take(pair.Load());
            return null;
        }
        catch (Exception e) when (CertificateLoader.IsFault(e))
        {
            return e.Message;
        }
    }
}
