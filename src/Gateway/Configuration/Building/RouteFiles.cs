using Gateway.Configuration.Routes;

namespace Gateway.Configuration.Building;

/// <summary>Files and folders that the extras of routes name.</summary>
/// <param name="folder">Where relative ones start, absolute.</param>
/// <param name="find">Says why a file (false) or folder (true) cannot be used; null to leave them unread.</param>
internal sealed class RouteFiles(string folder, Func<string, bool, string?>? find)
{
    /// <summary>The metadata that names who gets in.</summary>
    public const string Users = "Auth.Basic.UsersFile";

    /// <summary>Metadata with absolute paths.</summary>
    /// <param name="metadata">As written.</param>
    /// <param name="fail">Takes what is wrong: the key and a sentence.</param>
    public Dictionary<string, string> Absolute(
        IReadOnlyDictionary<string, string> metadata, Action<string, string> fail)
    {
        var absolute = metadata.ToDictionary(
            text => text.Key,
            text => KindOf(text.Key) is { } isFolder
                ? Absolute(text.Value, isFolder, problem => fail(text.Key, problem))
                : text.Value);
        if (absolute.GetValueOrDefault(Users) is { } file && find is not null
            && File.Exists(file) && find(file, false) is null)
        {
            foreach (var problem in UsersFile.Parse(File.ReadLines(file)).Problems)
            {
                fail(Users, $"{file}, {problem}; make the line with `gateway hash-password`.");
            }
        }

        return absolute;
    }

    /// <summary>One absolute path.</summary>
    /// <param name="text">As written.</param>
    /// <param name="isFolder">Whether it has to be a folder.</param>
    /// <param name="fail">Takes what is wrong.</param>
    public string Absolute(string text, bool isFolder, Action<string> fail)
    {
        if (!PathText.IsPath(text))
        {
            fail($"\"{text}\" cannot be {(isFolder ? "a folder" : "a file")}; write for example "
                + $"\"/etc/gateway/{(isFolder ? "www" : "maintenance.html")}\".");
            return text;
        }

        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder));
        if (find?.Invoke(path, isFolder) is { } problem)
        {
            fail(problem);
        }

        return path;
    }

    /// <summary>Looks at whether a file or a folder can be read. One that is not there is no
    /// mistake: it may come.</summary>
    /// <returns>A sentence, or null when nothing is wrong.</returns>
    public static string? Find(string path, bool isFolder)
    {
        try
        {
            if (isFolder)
            {
                _ = Directory.EnumerateFileSystemEntries(path).Any();
            }
            else
            {
                RegularFile.Expect(path);
                File.OpenRead(path).Dispose();
            }

            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // What is no folder is as one that is not there.
            return isFolder && File.Exists(path) ? $"{path} is a file; name the folder in which it is."
                : refused is FileNotFoundException or DirectoryNotFoundException ? null
                : $"{path} cannot be read: {refused.Message}";
        }
    }

    /// <summary>Whether a key of a route names a folder (true), a file (false) or neither (null).</summary>
    public static bool? KindOf(string key) => key switch
    {
        "Files" or "Files.Folder" => true,
        Users or "Answer.File" => false,
        _ => key.StartsWith("ErrorPages.", StringComparison.Ordinal) ? false : null,
    };
}
