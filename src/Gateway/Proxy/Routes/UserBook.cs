using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration;
using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Who has which password, in files that are read anew when they change. A password that fits is remembered,
/// as a keyed hash: trying one takes a tenth of a second of a core. Any thread may call.</summary>
/// <param name="time">Paces the looks at files.</param>
/// <param name="logger">Is told of files that cannot be read and lines that are none.</param>
internal sealed class UserBook(TimeProvider time, ILogger<UserBook> logger) : IDisposable
{
    // Guesses cost their time, and must not take all of it.
    private const int TriedAtOnce = 2;
    private const int MostWaiting = 32;
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly SemaphoreSlim _turn = new(TriedAtOnce);
    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private int _waiting;

    /// <summary>Whether a user has a password.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when nobody can say: the file cannot be read, or too many others are asking.</returns>
    public async Task<bool?> FitsAsync(string file, string user, string password, CancellationToken cancellation)
    {
        var page = PageOf(file);
        if (page.Users is not { } users)
        {
            return null;
        }

        var proof = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user}:{password}")));
        if (page.Remembered.ContainsKey(proof))
        {
            return true;
        }

        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            _ = Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                var hash = users.HashOf(user, _key);
                var fits = await Task.Run(() => hash.Fits(password), cancellation);
                if (fits && page.Remembered.Count < MostRemembered)
                {
                    page.Remembered[proof] = true;
                }

                return fits;
            }
            finally
            {
                _ = _turn.Release();
            }
        }
        finally
        {
            _ = Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Ends.</summary>
    public void Dispose() => _turn.Dispose();

    private Page PageOf(string file)
    {
        var known = _pages.GetValueOrDefault(file);
        if (known is not null && time.GetElapsedTime(known.LookedAt) < s_look)
        {
            return known;
        }

        try
        {
            var stamp = StampOf(file);
            var page = known is { Users: not null } && known.Stamp == stamp
                ? known with { LookedAt = time.GetTimestamp() }
                : Read(file, stamp);
            _pages[file] = page;
            return page;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Kept, too: not every request is to look again, and to say so.
            logger.UsersUnreadable(file, refused.Message);
            return _pages[file] = new(default, time.GetTimestamp(), Users: null);
        }
    }

    private Page Read(string file, (DateTime, long) stamp)
    {
        var users = UsersFile.Parse(RegularFile.ReadText(file).Split('\n'));
        foreach (var problem in users.Problems)
        {
            logger.UserUnusable(file, problem);
        }

        return new(stamp, time.GetTimestamp(), users);
    }

    private static (DateTime, long) StampOf(string file)
    {
        var info = new FileInfo(file);
        return (info.LastWriteTimeUtc, info.Length);
    }

    private sealed record Page((DateTime, long) Stamp, long LookedAt, UsersFile? Users)
    {
        public ConcurrentDictionary<string, bool> Remembered { get; init; } = new();
    }
}
