using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Configuration.Routes;

/// <summary>A password that can be tried and not read: PBKDF2 with HMAC-SHA-256 (RFC 8018), written as passlib writes
/// it: <c>$pbkdf2-sha256$ROUNDS$SALT$HASH</c>, in base64 with <c>.</c> for <c>+</c> and without <c>=</c>.</summary>
internal sealed class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";

    // OWASP's number of 2023; about a tenth of a second.
    private const int DefaultRounds = 600_000;
    private const int LeastRounds = 1_000;
    private const int MostRounds = 10_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash) => (Rounds, _salt, _hash) = (rounds, salt, hash);

    /// <summary>Takes as long as one that is made here, and fits no password.</summary>
    public static PasswordHash Nobody { get; } = new(DefaultRounds, new byte[SaltBytes], []);

    /// <summary>Takes as long as this one, and fits no password.</summary>
    public PasswordHash Stranger => new(Rounds, _salt, []);

    /// <summary>How often it is hashed, which is how long it takes: 1,000 to 10,000,000.</summary>
    public int Rounds { get; }

    /// <summary>Hashes a password.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Derive(password, salt, DefaultRounds);
        return string.Create(CultureInfo.InvariantCulture, $"${Scheme}${DefaultRounds}${Encode(salt)}${Encode(hash)}");
    }

    /// <summary>Reads a hash.</summary>
    /// <returns>Null, and why, for what is none.</returns>
    public static PasswordHash? Parse(string text, out string problem)
    {
        problem = text.StartsWith("$2", StringComparison.Ordinal) ? "bcrypt is not known here"
            : text.StartsWith("$apr1$", StringComparison.Ordinal) || text.StartsWith("{SHA}", StringComparison.Ordinal)
            ? "MD5 and SHA-1 are no protection"
            : "this is no hash of pbkdf2-sha256";
        if (text.Split('$') is ["", Scheme, var rounds, var salt, var hash]
            && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= LeastRounds and <= MostRounds
            && TryDecode(salt, out var saltBytes) && TryDecode(hash, out var hashBytes)
            && hashBytes.Length == HashBytes)
        {
            problem = "";
            return new(count, saltBytes, hashBytes);
        }

        return null;
    }

    /// <summary>Tries a password. Takes its time.</summary>
    public bool Fits(string password) =>
        CryptographicOperations.FixedTimeEquals(Derive(password, _salt, Rounds), _hash);

    private static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA256, HashBytes);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '.');

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var padded = text.Replace('.', '+') + new string('=', (4 - (text.Length % 4)) % 4);
        bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var written))
        {
            return false;
        }

        bytes = bytes[..written];
        return true;
    }
}
