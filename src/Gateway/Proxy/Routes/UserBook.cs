using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration;
using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Who has which password, in files that are read anew when they change. A password that fits is remembered,
/// as a keyed hash: trying one takes a tenth of a second of a core, and who comes meanwhile with the same shares the
/// trial. Any thread may call.</summary>
/// <param name="time">Paces the looks at files.</param>
/// <param name="logger">Is told of files that cannot be read and lines that are none.</param>
internal sealed class UserBook(TimeProvider time, ILogger<UserBook> logger)
{
    /// <summary>How many passwords may be on trial or wait for it.</summary>
    public const int MostTrials = 32;

    /// <summary>The last so many places are for clients that have fewer trials than that.</summary>
    public const int KeptForOthers = 8;

    // Guesses cost their time, and must not take all of it.
    private const int TriedAtOnce = 2;
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly TaskScheduler _turns =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, TriedAtOnce).ConcurrentScheduler;

    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    // Guarded by the gate: the trials that each client has begun and that have not ended.
    private readonly Dictionary<ClientNetwork, int> _begun = [];

    /// <summary>Whether a user has a password.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="client">Who says so.</param>
    /// <param name="cancellation">Stops waiting; a trial goes on for others.</param>
    /// <returns>Null when nobody can say: the file cannot be read, or too many passwords wait, of this client or of
    /// all.</returns>
    public async Task<bool?> FitsAsync(
        string file, string user, string password, ClientNetwork client, CancellationToken cancellation)
    {
        var page = PageOf(file);
        if (page.Users is not { } users)
        {
            return null;
        }

        var proof = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user}:{password}")));
        var trial = page.Trials.GetValueOrDefault(proof)
            ?? Begin(page, proof, client, () => users.HashOf(user, _key).Fits(password));
        return trial is null ? null : await trial.WaitAsync(cancellation);
    }

    private Task<bool>? Begin(Page page, string proof, ClientNetwork client, Func<bool> fits)
    {
        lock (_gate)
        {
            // Somebody may have been quicker.
            if (page.Trials.TryGetValue(proof, out var trial))
            {
                return trial;
            }

            var own = _begun.GetValueOrDefault(client);
            var left = MostTrials - _begun.Values.Sum();
            if (left == 0 || (left <= KeptForOthers && own >= KeptForOthers))
            {
                return null;
            }

            _begun[client] = own + 1;
            return page.Trials[proof] = Task.Factory.StartNew(
                () => Try(page, proof, client, fits), CancellationToken.None, TaskCreationOptions.None, _turns);
        }
    }

    private bool Try(Page page, string proof, ClientNetwork client, Func<bool> fits)
    {
        var isRight = false;
        try
        {
            return isRight = fits();
        }
        finally
        {
            lock (_gate)
            {
                if (!isRight || page.Trials.Count > MostRemembered)
                {
                    _ = page.Trials.TryRemove(proof, out _);
                }

                if (--_begun[client] == 0)
                {
                    _ = _begun.Remove(client);
                }
            }
        }
    }

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
        // By proof: what is being tried, and what has been found right.
        public ConcurrentDictionary<string, Task<bool>> Trials { get; init; } = new();
    }
}
