using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Reload;

/// <summary>What files hold, as a short text that changes with them.</summary>
internal static class Fingerprint
{
    /// <summary>The contents of all files of a configuration, and of others that it is read with. One that cannot be
    /// read counts as empty.</summary>
    /// <param name="request">The configuration.</param>
    /// <param name="others">The others.</param>
    public static string OfConfiguration(ConfigurationRequest request, params IEnumerable<string> others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Try(() => SourceFiles.Of(request.Path, request.Environment), []).Concat(others))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(Try(() => SourceFile.Read(file), []));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Names, sizes and times of the files in folders and their subfolders, one level deep.</summary>
    public static string OfFolders(IEnumerable<string> folders)
    {
        var text = new StringBuilder();
        foreach (var folder in folders.SelectMany(WithSubfolders))
        {
            foreach (var path in Try(() => Directory.GetFiles(folder), []).Order(StringComparer.Ordinal))
            {
                var info = new FileInfo(path);
                var target = Try(() => info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo, null) ?? info;
                _ = text.Append(path).Append('|').Append(Try(() => target.Length, -1)).Append('|')
                    .Append(target.LastWriteTimeUtc.Ticks).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> WithSubfolders(string folder) =>
        Try(() => Directory.GetDirectories(folder), []).Order(StringComparer.Ordinal).Prepend(folder);

    private static T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return otherwise;
        }
    }
}
