using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Reload;

/// <summary>What files hold, as a short text that changes with them.</summary>
internal static class Fingerprint
{
    /// <summary>The contents of all files of a configuration. One that cannot be read counts as empty.</summary>
    public static string OfConfiguration(ConfigurationRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Try(() => SourceFiles.Of(request.Path, request.Environment), []))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(Try(() => SourceFile.Read(file), []));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The content of a file; one that cannot be read counts as empty.</summary>
    public static string OfFile(string path) =>
        Convert.ToHexString(SHA256.HashData(Try(() => SourceFile.Read(path), [])));

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
                    .Append(Try(() => target.LastWriteTimeUtc.Ticks, 0)).Append('\n');
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
