using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Config;

/// <content>Passwords and keys. No message repeats one.</content>
public sealed partial class VrrpConfigBuilder
{
    private const string FilePrefix = "file:";
    private const string HexPrefix = "hex:";
    private const int PasswordLength = 8;

    // What keepalived takes.
    private const int MinKeyLength = 32;
    private const int MaxKeyLength = 64;

    private static readonly Duration MinWindow = Duration.FromSeconds(1);
    private static readonly Duration WindowFloor = Duration.FromSeconds(5);
    private static readonly Duration MaxWindow = Duration.FromSeconds(300);

    private static readonly Dictionary<string, HmacMode> Modes = new()
    {
        ["enforce"] = HmacMode.Enforce,
        ["permissive"] = HmacMode.Permissive,
        ["receive-only"] = HmacMode.ReceiveOnly,
    };

    private VrrpAuthentication? BuildAuthentication(
        string path, AuthenticationOptions? options, VrrpVersion version, Duration interval)
    {
        if (options is null)
        {
            return null;
        }

        path += ":Authentication";
        object?[] given = [options.Password, options.PasswordFile, options.Hmac];
        if (given.All(one => one is null))
        {
            Fail(version == VrrpVersion.V2 ? $"{path}:Password" : $"{path}:Hmac",
                "required: without authentication leave the whole of Authentication out.");
        }
        else if (given.Count(one => one is not null) > 1)
        {
            Fail(path, "takes one of Password, PasswordFile and Hmac; remove the others.");
        }

        return options.Hmac is { } hmac ? BuildHmac($"{path}:Hmac", hmac, interval)
            : options.Password is { } password ? BuildPassword($"{path}:Password", version, password)
            : options.PasswordFile is { } file ? BuildPasswordFile($"{path}:PasswordFile", version, file)
            : null;
    }

    private PasswordAuthentication? BuildPasswordFile(string path, VrrpVersion version, string file) =>
        ReadSecret(path, file) is { } password ? BuildPassword(path, version, password) : null;

    private PasswordAuthentication BuildPassword(string path, VrrpVersion version, string password)
    {
        if (version != VrrpVersion.V2)
        {
            Fail(path,
                "version 3 has no passwords (RFC 9568 section 9); use Hmac, which works with both versions, or "
                + "\"Version\": 2.");
        }
        else if (password.Length == 0 || password.Any(c => c is < ' ' or > '~'))
        {
            Fail(path, "a password is 1 to 8 characters of ASCII; use letters, digits and signs.");
        }
        else if (password.Length > PasswordLength)
        {
            Fail(path,
                $"has {password.Length} characters, and version 2 carries {PasswordLength}; keepalived cuts it there "
                + $"and goes on: use the first {PasswordLength}.");
        }

        var bytes = new byte[Math.Max(PasswordLength, Encoding.UTF8.GetByteCount(password))];
        _ = Encoding.UTF8.GetBytes(password, bytes);
        return new([.. bytes]);
    }

    private HmacAuthentication BuildHmac(string path, HmacOptions options, Duration interval)
    {
        var keys = BuildKeys($"{path}:Keys", options.Keys);
        var window = new Duration(Math.Clamp(
            (interval * 3).Nanoseconds, WindowFloor.Nanoseconds, MaxWindow.Nanoseconds));
        return new()
        {
            Keys = keys,
            ActiveKey = BuildActiveKey($"{path}:ActiveKey", options.ActiveKey, options.Keys ?? []),
            Mode = BuildMode($"{path}:Mode", options.Mode),
            Window = BuildDuration($"{path}:Window", options.Window, window, MinWindow, MaxWindow),
        };
    }

    private ImmutableArray<HmacKey> BuildKeys(string path, Dictionary<string, string>? texts)
    {
        if (texts is null or { Count: 0 })
        {
            Fail(path, "required: at least one key, for example { \"1\": \"file:/etc/gateway/vrrp.key\" }.");
        }

        var keys = ImmutableArray.CreateBuilder<HmacKey>();
        foreach (var (name, text) in texts ?? [])
        {
            if (!TryParseKeyId(name, out var id))
            {
                Fail($"{path}:{name}", $"\"{name}\" cannot be the id of a key; use 1 to 255.");
            }

            if (BuildKey($"{path}:{name}", text) is { } secret)
            {
                keys.Add(new(id, secret));
            }
        }

        return keys.ToImmutable();
    }

    // One spelling for an id, so that none is there twice.
    private static bool TryParseKeyId(string text, out byte id) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && text[0] != '0';

    private ImmutableArray<byte>? BuildKey(string path, string text)
    {
        var isFile = text.StartsWith(FilePrefix, StringComparison.Ordinal);
        if ((isFile ? ReadSecret(path, text[FilePrefix.Length..]) : text) is not { } secret)
        {
            return null;
        }

        var isHex = secret.StartsWith(HexPrefix, StringComparison.Ordinal);
        var digits = isHex ? secret[HexPrefix.Length..] : "";
        if (isHex && (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit)))
        {
            Fail(path, "what follows \"hex:\" is not an even number of hexadecimal digits.");
            return null;
        }

        var bytes = isHex ? Convert.FromHexString(digits) : Encoding.UTF8.GetBytes(secret);
        if (bytes.Length is < MinKeyLength or > MaxKeyLength)
        {
            Fail(path,
                $"has {bytes.Length} bytes; use {MinKeyLength} to {MaxKeyLength}, as keepalived does: \"hex:\" and "
                + "what `openssl rand -hex 32` prints.");
        }

        return [.. bytes];
    }

    private byte BuildActiveKey(string path, int? active, Dictionary<string, string> keys)
    {
        if (active is null && keys.Count > 1)
        {
            Fail(path, "required: the id of the key that signs, since there are several.");
        }
        else if (active is { } id && !keys.ContainsKey(id.ToString(CultureInfo.InvariantCulture)))
        {
            Fail(path, $"there is no key {id}; known: {string.Join(", ", keys.Keys)}.");
        }

        return active is >= 1 and <= 255 ? (byte)active : TryParseKeyId(keys.Keys.FirstOrDefault("0"), out var only)
            ? only : default;
    }

    private HmacMode BuildMode(string path, string? text)
    {
        var mode = HmacMode.Enforce;
        if (text is not null && !Modes.TryGetValue(text, out mode))
        {
            Fail(path, $"there is no mode \"{text}\"; {NearestName.Hint(text, Modes.Keys)}");
        }

        return mode;
    }

    // The line end that an editor puts after it is no part of a secret.
    private string? ReadSecret(string path, string file)
    {
        var secret = _readSecret(file);
        var isText = Utf8.IsValid(secret.Content.AsSpan());
        var problem = secret.Problem ?? (isText ? null : "is no text; write a key as hex:.");
        if (problem is not null)
        {
            Fail(path, $"{file} {problem}");
            return null;
        }

        return Encoding.UTF8.GetString(secret.Content.AsSpan()).TrimEnd('\r', '\n');
    }
}
