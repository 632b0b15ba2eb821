using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Routes;

/// <summary>Reads the extras of a route from its metadata.</summary>
/// <param name="metadata">May be null.</param>
/// <param name="fail">Takes what is wrong: the key, of an item of a list with its index behind a colon, and a sentence.
/// The default counts instead.</param>
internal sealed partial class RouteExtrasReader(
    IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
{
    /// <summary>Behind <c>Files</c> or <c>Redirect</c>: a path has it from its site. No key of operators.</summary>
    public const string OfSite = ".OfSite";

    private const string RequestHeaders = "Headers.Request";
    private const int Kestrel = 32 * 1024;

    // The server's or YARP's own: they frame and route the message.
    private static readonly string[] Untouchable =
        ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Trailer", "TE"];

    private static readonly string[] HttpWords = ["serve", "redirect", "refuse"];
    private static readonly int[] Redirects = [301, 302, 303, 307, 308];

    /// <summary>Reads the metadata of a route in force, where nothing is wrong.</summary>
    public static RouteExtras Read(IReadOnlyDictionary<string, string>? metadata) =>
        new RouteExtrasReader(metadata, (_, _) => { }).Read();

    /// <summary>Reads all of it.</summary>
    public RouteExtras Read()
    {
        if (metadata is null or { Count: 0 } || !metadata.Keys.Any(RouteTexts.Concern))
        {
            return new();
        }

        CheckAuth();
        var extras = new RouteExtras
        {
            Allow = Networks("Allow"),
            Deny = Networks("Deny"),
            MaxBody = Size("MaxBody", long.MaxValue),
            MaxHeader = Size("MaxHeader", Kestrel),
            Http = Http(),
            Basic = Basic(),
            Forward = Forward(),
            Identity = Text(Auth) == "false" || Text(UsersFile) is not null ? Copies() : [],
            RequestHeaders = Headers(RequestHeaders),
            ResponseHeaders = Headers("Headers.Response"),
            Redirect = Redirect(),
            Answer = Answer(),
            Files = Files(),
            ErrorPages = Below("ErrorPages").ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        CheckStatuses(extras.ErrorPages.Keys);
        return extras;
    }

    private string? Text(string key) => metadata!.GetValueOrDefault(key);

    private IEnumerable<KeyValuePair<string, string>> Below(string key) =>
        from entry in metadata!
        where entry.Key.StartsWith(key + ".", StringComparison.Ordinal)
        orderby entry.Key
        select KeyValuePair.Create(entry.Key[(key.Length + 1)..], entry.Value);

    private static string[] ItemsOf(string? text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private ImmutableArray<IPNetwork> Networks(string key)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var (i, item) in ItemsOf(Text(key)).Index())
        {
            if (NetworkText.TryParse(item, out var network))
            {
                networks.Add(network);
            }
            else
            {
                fail(string.Create(CultureInfo.InvariantCulture, $"{key}:{i}"), NetworkText.Problem(item));
            }
        }

        // Nobody is everybody where it says who may come.
        if (Text(key) is not null && ItemsOf(Text(key)).Length == 0)
        {
            fail(key, "is empty; name a network, or leave the key out.");
        }

        return networks.ToImmutable();
    }

    private long? Size(string key, long most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (!SizeText.TryParse(text, out var bytes))
        {
            fail(key, $"\"{text}\" is not {SizeText.Expected}.");
            return null;
        }

        if (bytes > most)
        {
            fail(key, $"\"{text}\" is out of range; use {most / 1024}KB or less.");
        }

        return bytes;
    }

    private PlainHttpRule Http()
    {
        var word = Text("Http");
        if (word is not null && !HttpWords.Contains(word, StringComparer.Ordinal))
        {
            fail("Http", $"\"{word}\" is no way to treat plain HTTP; {NearestName.Hint(word, HttpWords)}");
        }

        return word switch
        {
            "redirect" => PlainHttpRule.Redirect,
            "refuse" => PlainHttpRule.Refuse,
            _ => PlainHttpRule.Serve,
        };
    }

    private HeaderChanges Headers(string key)
    {
        var changes = new HeaderChanges(
            [.. ItemsOf(Text($"{key}.Remove"))], [.. Below($"{key}.Set")], [.. Below($"{key}.Add")]);
        foreach (var (action, name, value) in changes.Remove.Select(name => ("Remove", name, ""))
            .Concat(changes.Set.Select(header => ("Set", header.Key, header.Value)))
            .Concat(changes.Add.Select(header => ("Add", header.Key, header.Value))))
        {
            var place = action == "Remove" ? $"{key}.{action}" : $"{key}.{action}.{name}";
            CheckHeader(place, name, value);
            if (HeaderTemplate.Problem(value, isRequest: key == RequestHeaders) is { } problem)
            {
                fail(place, problem);
            }
        }

        return changes.IsEmpty ? HeaderChanges.None : changes;
    }

    private void CheckHeader(string key, string name, string value)
    {
        if (!IsHeader(name))
        {
            fail(key, key.StartsWith(RequestHeaders, StringComparison.Ordinal) && IsHost(name)
                ? "\"Host\" stands beside the address of an upstream: { \"Address\": \"https://10.0.0.21\", "
                    + "\"Host\": \"app.internal\" }."
                : Untouchable.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? $"\"{name}\" frames or routes the message and cannot be changed here."
                : $"\"{name}\" is no name of a header.");
        }
        else if (value.Any(letter => letter is < ' ' or > '~'))
        {
            fail(key, $"the value of \"{name}\" has characters that no header can have; use those of ASCII.");
        }
    }

    private static bool IsHost(string name) => name.Equals("Host", StringComparison.OrdinalIgnoreCase);

    private static bool IsHeader(string name) => name.Length > 0
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+.^_`|~-".Contains(letter))
        && !Untouchable.Contains(name, StringComparer.OrdinalIgnoreCase);

    private int Status(string key, int missing, Func<int, bool> fits, string expected)
    {
        if (Text(key) is not { } text)
        {
            return missing;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && fits(status))
        {
            return status;
        }

        fail(key, $"{text} is out of range; use {expected}.");
        return missing;
    }

    private RedirectConfig? Redirect()
    {
        var key = Text("Redirect") is null ? "Redirect.To" : "Redirect";
        var status = Status("Redirect.Status", 307, Redirects.Contains, "301, 302, 303, 307 or 308");
        if (Text(key) is not { } to)
        {
            if (Text("Redirect.Status") is not null)
            {
                fail(key, "required: where to, for example \"https://www.example.com{path}\".");
            }

            return null;
        }

        if (RedirectTarget.Problem(to) is { } problem)
        {
            fail(key, problem);
        }

        return new(to, status, Text("Redirect" + OfSite) is not null);
    }

    private AnswerConfig? Answer()
    {
        var entries = metadata!.Keys.Any(key => key.StartsWith("Answer.", StringComparison.Ordinal));
        if (!entries && Text("Answer") is null)
        {
            return null;
        }

        var (text, file) = (Text("Answer.Text"), Text("Answer.File"));
        if (text is not null && file is not null)
        {
            fail("Answer.File", "stands beside Text; one of them is the answer, remove the other.");
        }

        var headers = Below("Answer.Headers").ToImmutableArray();
        foreach (var (name, value) in headers)
        {
            CheckHeader($"Answer.Headers.{name}", name, value);
        }

        var key = entries || Text("Answer") is "" ? "Answer.Status" : "Answer";
        return new(Status(key, 200, status => status is >= 200 and <= 599, "200 to 599"), text, file, headers);
    }

    private FilesConfig? Files()
    {
        var folder = Text("Files") ?? Text("Files.Folder");
        var index = Text("Files.Index") ?? "index.html";
        var fallback = Text("Files.Fallback");
        if (folder is null && (Text("Files.Index") ?? fallback) is not null)
        {
            fail("Files.Folder", "required: the folder whose files are served.");
        }

        if (!IsBelow(index) || index.Contains('/', StringComparison.Ordinal))
        {
            fail("Files.Index", $"\"{index}\" is no name of a file in the folder; write for example \"index.html\".");
        }

        if (fallback is not null && !IsBelow(fallback))
        {
            fail("Files.Fallback",
                $"\"{fallback}\" is no file that is served from the folder; write for example \"index.html\".");
        }

        return folder is null ? null : new(folder, index, fallback, Text("Files" + OfSite) is not null);
    }

    // Names that begin with a dot are not served, and ".." leads out.
    private static bool IsBelow(string file) => file.Split('/').All(name => name.Length > 0 && !name.StartsWith('.')
        && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal));

    private void CheckStatuses(IEnumerable<string> keys)
    {
        foreach (var key in keys.Where(key => !IsStatusClass(key)))
        {
            fail($"ErrorPages.{key}", StatusClassProblem(key));
        }
    }

    /// <summary>Whether a text is the status of an error, or a class of them.</summary>
    public static bool IsStatusClass(string key) => key.Length == 3 && key[0] is '4' or '5'
        && (key.EndsWith("xx", StringComparison.Ordinal) || key.Skip(1).All(char.IsAsciiDigit));

    /// <summary>What is wrong with a text that is none.</summary>
    public static string StatusClassProblem(string key) =>
        $"\"{key}\" is no status of an error; write for example \"404\", \"4xx\" or \"5xx\".";
}
