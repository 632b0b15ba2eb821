using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Configuration.Reading;
using Gateway.Configuration.Showing;

namespace Gateway.Support;

/// <summary>Finds the secrets of a configuration: what stands in it and is hidden where it is shown, and what is in the
/// files that it names for them.</summary>
/// <param name="folder">Where relative paths start.</param>
internal sealed class SecretSearch(string folder)
{
    private const string FilePrefix = "file:";
    private const string FilesOfHeaders = "SecretHeaders";
    private const int MaxLength = 65_536;

    // Names of files that no name of a secret gives away: a web hook's address, names with hashed
    // passwords, what a check sends.
    private static readonly string[] MoreFiles = ["UrlFile", "UsersFile", "SendFile"];

    private readonly HashSet<string> _found = [];
    private readonly List<string> _unread = [];

    /// <summary>What was found.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>Files with secrets that cannot be read, a sentence each.</summary>
    public IReadOnlyList<string> Unread => _unread;

    /// <summary>Looks through a configuration.</summary>
    /// <param name="root">As it is written.</param>
    /// <param name="shown">The same as it is shown.</param>
    public void Search(ConfigNode root, ShownValue shown) =>
        Search(root, "", isOfHeaders: false, [.. TextsOf(shown)]);

    private void Search(ConfigNode node, string name, bool isOfHeaders, HashSet<string> shown)
    {
        foreach (var member in node.Members)
        {
            Search(member.Value, member.Name,
                name.Equals(FilesOfHeaders, StringComparison.OrdinalIgnoreCase), shown);
        }

        foreach (var item in node.Items)
        {
            Search(item, name, isOfHeaders, shown);
        }

        if (node.Text.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            ReadFile(node.Text[FilePrefix.Length..]);
        }
        else if (node.Text.Length > 0 && (isOfHeaders || IsFileOfSecret(name)))
        {
            ReadFile(node.Text);
        }

        if (node.Kind is JsonValueKind.String or JsonValueKind.Number
            && node.Text.Length > 0 && !bool.TryParse(node.Text, out _) && !shown.Contains(node.Text))
        {
            _found.UnionWith(HiddenIn(node.Text, shown));
        }
    }

    private static bool IsFileOfSecret(string name) =>
        MoreFiles.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.EndsWith("File", StringComparison.OrdinalIgnoreCase) && SecretNames.Contain(name[..^4]));

    private static IEnumerable<string> TextsOf(ShownValue value) => value.Members
        .SelectMany(member => TextsOf(member.Value))
        .Concat(value.Word is not { } word ? []
            : [word.GetValueKind() == JsonValueKind.String ? word.GetValue<string>() : word.ToJsonString()]);

    // What is shown otherwise holds a secret: as a whole, unless it is shown in part; and in it there may be others.
    private static ImmutableArray<string> HiddenIn(string text, HashSet<string> shown)
    {
        var option = text[..(text.IndexOf('=', StringComparison.Ordinal) + 1)] + HiddenText.Placeholder;
        string[] forms = [HiddenText.Redact(text), HiddenText.RedactPath(text), option];
        var form = Array.Find(forms, form => form != text && shown.Contains(form));
        return
        [
            .. form is null or HiddenText.Placeholder ? [text] : Between(text, form),
            .. Between(text, HiddenText.Redact(text)),
        ];
    }

    private static ImmutableArray<string> Between(string text, string shown)
    {
        var hidden = ImmutableArray.CreateBuilder<string>();
        var pieces = shown.Split(HiddenText.Placeholder);
        var at = pieces[0].Length;
        foreach (var piece in pieces.Skip(1))
        {
            var end = piece.Length == 0 ? text.Length : text.IndexOf(piece, at, StringComparison.Ordinal);
            end = end < 0 ? text.Length : end;
            hidden.Add(text[at..end]);
            at = Math.Min(text.Length, end + piece.Length);
        }

        return hidden.ToImmutable();
    }

    private void ReadFile(string name)
    {
        var path = Path.GetFullPath(name, folder);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: <= MaxLength })
            {
                AddContent(RegularFile.ReadText(path));
            }
            else
            {
                _unread.Add($"{path} is not there, may not be seen, or is longer than any secret.");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _unread.Add($"{path} cannot be read: {refused.Message}");
        }
    }

    private void AddContent(string text)
    {
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Append(text.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("-----", StringComparison.Ordinal)))
        {
            _ = _found.Add(line);
            _found.UnionWith(Between(line, HiddenText.RedactPath(line)));
        }
    }
}
