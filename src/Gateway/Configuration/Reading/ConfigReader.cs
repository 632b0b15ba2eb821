using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>Reads JSON strictly and keeps positions. Comments and trailing commas are allowed; a name that an object
/// has twice is an error, since the loser would be ignored in silence.</summary>
internal sealed class ConfigReader
{
    private static readonly JsonReaderOptions Options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private readonly SourceText _text;
    private readonly List<ConfigurationError> _errors;
    private readonly Stack<SourcePosition> _open = new();

    // Names and indices from the root to the value that is being read.
    private readonly List<string> _path = [];

    private ConfigReader(SourceText text, List<ConfigurationError> errors)
    {
        _text = text;
        _errors = errors;
    }

    /// <summary>Reads a file that holds one object.</summary>
    /// <param name="file">The name for messages.</param>
    /// <param name="bytes">The content: UTF-8, with or without byte order mark.</param>
    /// <param name="errors">Takes one error for bad syntax, or one for each duplicate name.</param>
    /// <returns>Null after bad syntax. With duplicates, each first one counts.</returns>
    public static ConfigNode? Read(string file, ReadOnlyMemory<byte> bytes, List<ConfigurationError> errors) =>
        new ConfigReader(new(file, bytes), errors).ReadFile();

    private ConfigNode? ReadFile()
    {
        if (_text.FindInvalidByte() is >= 0 and var invalid)
        {
            return Fail(_text.PositionAt(invalid), "this is not UTF-8 text; save the file as UTF-8.");
        }

        var reader = new Utf8JsonReader(_text.Bytes.Span, Options);
        try
        {
            return ReadRoot(ref reader);
        }
        catch (JsonException exception)
        {
            var offset = _text.OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            var opened = _open.TryPeek(out var position) ? position : default;
            var sentence = SyntaxSentence.For(_text.Bytes.Span, offset, opened, exception.Message);
            return Fail(_text.PositionAt(offset), sentence);
        }
        catch (InvalidOperationException)
        {
            // GetString meets half a surrogate pair.
            return Fail(_text.PositionAt(reader.TokenStartIndex), "this text has a \\u escape that is no character.");
        }
    }

    private ConfigNode? ReadRoot(ref Utf8JsonReader reader)
    {
        if (IsBlank())
        {
            return Fail(_text.Whole, "the file is empty; a configuration is one object in { }.");
        }

        _ = reader.Read();
        var root = ReadNode(ref reader);
        _ = reader.Read(); // Throws unless nothing follows.
        return root.Kind == JsonValueKind.Object
            ? root
            : Fail(root.Position, $"expected an object in {{ }} that holds everything, found {root.Description}.");
    }

    // Utf8JsonReader would say "input does not contain any JSON tokens" with a position after the last comment.
    private bool IsBlank()
    {
        var rest = new Utf8JsonReader(_text.Bytes.Span, isFinalBlock: false, new JsonReaderState(Options));
        return !rest.Read() && _text.Bytes.Span[(int)rest.BytesConsumed..].Trim(" \t\r\n"u8).IsEmpty;
    }

    private ConfigNode ReadNode(ref Utf8JsonReader reader)
    {
        var position = _text.PositionAt(reader.TokenStartIndex);
        var node = new ConfigNode { Kind = KindOf(reader.TokenType), Position = position };
        return node.Kind switch
        {
            JsonValueKind.Object => node with { Members = ReadMembers(ref reader, node.Position) },
            JsonValueKind.Array => node with { Items = ReadItems(ref reader, node.Position) },
            JsonValueKind.String => node with { Text = reader.GetString()! },
            JsonValueKind.Number => node with { Text = Encoding.UTF8.GetString(reader.ValueSpan) },
            _ => node,
        };
    }

    private ImmutableArray<ConfigMember> ReadMembers(ref Utf8JsonReader reader, SourcePosition opened)
    {
        _open.Push(opened);
        var members = ImmutableArray.CreateBuilder<ConfigMember>();
        var lines = new Dictionary<string, int>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var position = _text.PositionAt(reader.TokenStartIndex);
            var name = reader.GetString()!;
            _path.Add(name);
            _ = reader.Read();
            var value = ReadNode(ref reader);
            if (lines.TryAdd(name, position.Line))
            {
                members.Add(new(name, position, value));
            }
            else
            {
                _errors.Add(new(position, string.Join(':', _path),
                    $"\"{name}\" is here twice, first in line {lines[name]}; remove one."));
            }

            _path.RemoveAt(_path.Count - 1);
        }

        _ = _open.Pop();
        return members.DrainToImmutable();
    }

    private ImmutableArray<ConfigNode> ReadItems(ref Utf8JsonReader reader, SourcePosition opened)
    {
        _open.Push(opened);
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _path.Add(items.Count.ToString(CultureInfo.InvariantCulture));
            items.Add(ReadNode(ref reader));
            _path.RemoveAt(_path.Count - 1);
        }

        _ = _open.Pop();
        return items.DrainToImmutable();
    }

    private ConfigNode? Fail(SourcePosition position, string message)
    {
        _errors.Add(new(position, "", message));
        return null;
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
