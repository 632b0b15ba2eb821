using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Configuration.Fuzz;

/// <summary>Changes what a file says and leaves it JSON: wrong types, strange values, misspelt, missing and misplaced
/// keys.</summary>
internal static class TreeMutation
{
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "255", "256", "2147483648", "1e999", "0.5", "[]", "{}", "[null]", "[[]]", "[1,2]",
        "{\"\":{}}", "{\"a:b\":1}", "\"\"", "\" \"", "\"\\u0000\"", "\"*\"", "\"true\"", "\"5\"", "\"-1s\"", "\"1e9h\"",
        "\"9999999999999999999s\"", "\"00:00:02\"", "\"10.0.0.1/24\"", "\"fd00::1/64\"", "\"fe80::1\"", "\"224.0.0.1\"",
        "\"10.0.0.1 dev eth1\"", "\"*:443\"", "\"[::]:65536\"", "\"http://\"", "\"http://[fe80::1%25eth0]:80\"",
        "\"http://10.0.0.1:8080\"", "\"file:/\"", "\"cluster:web\"", "\"hex:\"", "\"{**rest}\"", "\"/{a\"", "\"/{a:}\"",
        "\"/{a:regex(^[)}\"", "\"unicast\"", "\"ü\\n\\u001b[2J\"",
    ];

    /// <summary>Changes one to four things.</summary>
    public static byte[] Of(byte[] sample, Random random)
    {
        var root = JsonNode.Parse(sample, documentOptions: Lenient)!;
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var nodes = Below(root).ToArray();
            if (nodes.Length > 0)
            {
                Change(nodes[random.Next(nodes.Length)], nodes, random);
            }
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Change((JsonNode Owner, object Key) place, (JsonNode Owner, object Key)[] all, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
            case 1: // another value
                Set(place, JsonNode.Parse(Values[random.Next(Values.Length)]));
                break;
            case 2: // a value of another place
                var (owner, key) = all[random.Next(all.Length)];
                Set(place, Get(owner, key)?.DeepClone());
                break;
            case 3: // no value
                Remove(place);
                break;
            default: // another name
                Rename(place, random);
                break;
        }
    }

    private static void Rename((JsonNode Owner, object Key) place, Random random)
    {
        if (place is not (JsonObject named, string { Length: > 0 } name))
        {
            return;
        }

        var value = Get(named, name)?.DeepClone();
        var at = random.Next(name.Length);
        var other = random.Next(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, ":"),
            2 => name.ToUpperInvariant(),
            _ => name[..at] + (char)random.Next(1, 0x250) + name[(at + 1)..],
        };
        if (random.Next(2) == 0)
        {
            _ = named.Remove(name);
        }

        named[other] = value;
    }

    private static IEnumerable<(JsonNode Owner, object Key)> Below(JsonNode? node) => node switch
    {
        JsonObject named => named.SelectMany(member => Below(member.Value).Prepend((named, member.Key))),
        JsonArray list => list.SelectMany((item, i) => Below(item).Prepend((list, i))),
        _ => [],
    };

    private static JsonNode? Get(JsonNode owner, object key) => (owner, key) switch
    {
        (JsonArray list, int at) => at < list.Count ? list[at] : null,
        (JsonObject named, string name) => named[name],
        _ => null,
    };

    private static void Set((JsonNode Owner, object Key) place, JsonNode? value)
    {
        if (place is (JsonArray list, int at))
        {
            list[at] = value;
        }
        else
        {
            place.Owner[(string)place.Key] = value;
        }
    }

    private static void Remove((JsonNode Owner, object Key) place)
    {
        if (place is (JsonArray list, int at))
        {
            list.RemoveAt(at);
        }
        else
        {
            _ = place.Owner.AsObject().Remove((string)place.Key);
        }
    }
}
