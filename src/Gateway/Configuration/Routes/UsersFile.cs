using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Configuration.Routes;

/// <summary>Who has which password: a line <c>name:hash</c> each; empty lines and those that begin with <c>#</c> do not
/// count.</summary>
/// <param name="Users">The hashes by name.</param>
/// <param name="Problems">What is wrong with the others: <c>line 3: this is no hash</c>.</param>
internal sealed record UsersFile(FrozenDictionary<string, PasswordHash> Users, IReadOnlyList<string> Problems)
{
    /// <summary>Reads the lines of a file.</summary>
    public static UsersFile Parse(IEnumerable<string> lines)
    {
        var users = new Dictionary<string, PasswordHash>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (i, line) in lines.Select(line => line.Trim()).Index())
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var problem = colon < 1 ? "there is no name with a colon behind it" : "";
            if (problem.Length == 0 && PasswordHash.Parse(line[(colon + 1)..], out problem) is { } hash
                && !users.TryAdd(line[..colon], hash))
            {
                problem = "the name is there already";
            }

            if (problem.Length > 0)
            {
                problems.Add(FormattableString.Invariant($"line {i + 1}: {problem}"));
            }
        }

        return new(users.ToFrozenDictionary(StringComparer.Ordinal), problems);
    }

    /// <summary>What a password of a user is tried on. For a name that nobody has it is one that fits none, and takes
    /// as long as that of somebody here, of a name always the same: the time must not say which names there
    /// are.</summary>
    /// <param name="user">The name.</param>
    /// <param name="key">Decides whose; no client knows it.</param>
    public PasswordHash HashOf(string user, ReadOnlySpan<byte> key)
    {
        if (Users.TryGetValue(user, out var hash))
        {
            return hash;
        }

        var draw = BinaryPrimitives.ReadUInt32LittleEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(user)));
        return Users.Count == 0 ? PasswordHash.Nobody : Users.Values[(int)(draw % (uint)Users.Count)].Stranger;
    }
}
