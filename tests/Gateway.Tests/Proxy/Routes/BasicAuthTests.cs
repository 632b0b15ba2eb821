using System.Net;
using System.Text;
using Gateway.Configuration.Routes;
using Gateway.Proxy;
using Gateway.Proxy.Routes;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy.Routes;

public sealed class BasicAuthTests : IDisposable
{
    // hashlib.pbkdf2_hmac("sha256", b"password", b"saltsaltsaltsalt", 1000)
    private const string Known = "8nX7hwFEzIB8aPajJTYK8weHQc5Ngz0pFVAKvSu4jQA";

    private readonly TestFolder _folder = new();

    private string UsersFile => Path.Combine(_folder.Path, "users");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hash_fits_its_password_alone_and_no_two_are_alike()
    {
        var (one, other) = (PasswordHash.Of("correct horse"), PasswordHash.Of("correct horse"));

        Assert.NotEqual(one, other);
        Assert.Matches(@"^\$pbkdf2-sha256\$600000\$[A-Za-z0-9./]{22}\$[A-Za-z0-9./]{43}$", one);
        var hash = PasswordHash.Parse(one, out _);
        Assert.True(hash!.Fits("correct horse"));
        Assert.False(hash.Fits("correct horse "));
        Assert.False(PasswordHash.Nobody.Fits(""));
        Assert.False(hash.Stranger.Fits("correct horse"));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2_000_000)]
    public void A_name_that_nobody_has_takes_as_long_as_the_others_and_fits_nothing(int rounds)
    {
        var file = Gateway.Configuration.Routes.UsersFile.Parse(
            [$"alice:$pbkdf2-sha256${rounds}$c2FsdHNhbHRzYWx0c2FsdA${Known}"]);

        var stranger = file.HashOf("bob", "key"u8);

        Assert.Equal((rounds, rounds), (stranger.Rounds, file.HashOf("alice", "key"u8).Rounds));
        Assert.False(stranger.Fits("password"));
    }

    [Fact]
    public void Where_some_take_longer_a_name_that_nobody_has_takes_always_the_same()
    {
        var file = Gateway.Configuration.Routes.UsersFile.Parse(
        [
            $"alice:$pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA${Known}",
            $"bob:$pbkdf2-sha256$600000$c2FsdHNhbHRzYWx0c2FsdA${Known}",
        ]);
        string[] names = [.. Enumerable.Range(0, 64).Select(number => $"stranger{number}")];

        var rounds = names.Select(name => file.HashOf(name, "key"u8).Rounds).ToArray();

        Assert.Equal(rounds, names.Select(name => file.HashOf(name, "key"u8).Rounds));
        Assert.NotEqual(rounds, names.Select(name => file.HashOf(name, "other key"u8).Rounds));
        Assert.Equal([1000, 600_000], rounds.Distinct().Order());
        Assert.Equal(600_000, Gateway.Configuration.Routes.UsersFile.Parse([]).HashOf("bob", "key"u8).Rounds);
    }

    /// <summary>As python's hashlib and passlib make it.</summary>
    [Theory]
    [InlineData("$pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA$" + Known, "password", true)]
    [InlineData("$pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA$" + Known, "Password", false)]
    public void A_hash_of_another_program_is_known(string text, string password, bool fits) =>
        Assert.Equal(fits, PasswordHash.Parse(text, out _)?.Fits(password));

    [Theory]
    [InlineData("$2y$10$abcdefghijklmnopqrstuv", "bcrypt is not known here")]
    [InlineData("$apr1$abc$def", "MD5 and SHA-1 are no protection")]
    [InlineData("{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "MD5 and SHA-1 are no protection")]
    [InlineData("secret", "this is no hash of pbkdf2-sha256")]
    [InlineData("$pbkdf2-sha256$1$c2FsdA$c2FsdA", "this is no hash of pbkdf2-sha256")]
    [InlineData("$pbkdf2-sha256$1000$c2Fsd!$c2FsdA", "this is no hash of pbkdf2-sha256")]
    public void Anything_else_is_no_hash(string text, string expected)
    {
        Assert.Null(PasswordHash.Parse(text, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public async Task A_fifo_in_the_place_of_the_users_lets_nobody_in_and_nobody_waits_for_it()
    {
        await using var upstream = await Upstream.SayingAsync("in");
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Auth': { 'Basic': { 'UsersFile': '{{UsersFile}}' } } }
            """);
        _ = _folder.WithFifo("users");

        var status = await rig.StatusAsync("/", Configs.Host, ("Authorization", "Basic YTpi"));

        Assert.Equal(503, status);
        Assert.Contains(rig.Proxy.Log.Lines, line => line.Contains("It is a FIFO", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_client_is_named_by_its_password_alone()
    {
        _ = _folder.With("users", $"a:$pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA${Known}\n");
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Headers["Remote-User"]} {context.Request.Headers["Remote-Groups"]}"));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Auth': { 'Basic': { 'UsersFile': '{{UsersFile}}' } } }
            """);
        var credentials = Convert.ToBase64String("a:password"u8);

        using var response = await rig.GetAsync("/", Configs.Host, ("Authorization", $"Basic {credentials}"),
            ("Remote-User", "root"), ("Remote-Groups", "admins"));

        Assert.Equal("a ", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void A_file_of_users_names_the_lines_that_are_wrong()
    {
        var file = Gateway.Configuration.Routes.UsersFile.Parse(
            ["# comment", "", "alice:" + PasswordHash.Of("a"), "bob:plain", "nobody", "alice:" + PasswordHash.Of("b")]);

        Assert.Equal(["alice"], file.Users.Keys);
        Assert.Equal(
            [
                "line 4: this is no hash of pbkdf2-sha256", "line 5: there is no name with a colon behind it",
                "line 6: the name is there already",
            ],
            file.Problems);
    }

    [Fact]
    public async Task Who_knows_the_password_gets_in_and_the_upstream_learns_the_name()
    {
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("correct: horse")}\n");
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Headers["Remote-User"]}|{context.Request.Headers.Authorization}"));
        await using var rig = await StartAsync(upstream);

        using var asked = await rig.GetAsync();
        using var wrong = await rig.GetAsync("/", Configs.Host, ("Authorization", Basic("alice", "wrong")));
        using var unknown = await rig.GetAsync("/", Configs.Host, ("Authorization", Basic("bob", "correct: horse")));
        using var strange = await rig.GetAsync("/", Configs.Host, ("Authorization", "Basic ???"));
        using var right = await rig.GetAsync(
            "/", Configs.Host, ("Authorization", Basic("alice", "correct: horse")), ("Remote-User", "root"));

        Assert.All([asked, wrong, unknown, strange], no => Assert.Equal(HttpStatusCode.Unauthorized, no.StatusCode));
        Assert.Equal(
            "Basic realm=\"The \\\"lab\\\"\", charset=\"UTF-8\"", Assert.Single(asked.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal("alice|", await right.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Where_nobody_is_asked_nobody_says_who_he_is()
    {
        await File.WriteAllTextAsync(UsersFile, "");
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Headers["Remote-User"]}|{context.Request.Headers["X-Authentik-Username"]}"));
        await using var rig = await StartAsync(upstream);

        using var open = await rig.GetAsync(
            "/open", Configs.Host, ("Remote-User", "root"), ("X-authentik-username", "root"));

        Assert.Equal("|", await open.Content.ReadAsStringAsync());
        Assert.Equal(401, await rig.StatusAsync("/closed"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_lets_nobody_in_and_is_named()
    {
        await using var upstream = await Upstream.SayingAsync("in");
        await using var rig = await StartAsync(upstream);

        Assert.Equal(503, await rig.StatusAsync(headers: ("Authorization", Basic("alice", "a"))));
        Assert.Contains(rig.Proxy.Log.Lines, line => line.Contains(UsersFile, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_file_is_taken_up_and_what_was_remembered_forgotten()
    {
        var (time, log) = (new FakeTime(), new RecordedLog());
        var book = new UserBook(time, log.Of<UserBook>());
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("old")}");
        Assert.True(await book.FitsAsync(UsersFile, "alice", "old", default, default));
        Assert.True(await book.FitsAsync(UsersFile, "alice", "old", default, default));

        await File.WriteAllTextAsync(UsersFile, $"# changed\nalice:{PasswordHash.Of("new")}");
        Assert.True(await book.FitsAsync(UsersFile, "alice", "old", default, default));
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await book.FitsAsync(UsersFile, "alice", "old", default, default));
        Assert.True(await book.FitsAsync(UsersFile, "alice", "new", default, default));
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_not_looked_at_and_named_for_each_request()
    {
        var (time, log) = (new FakeTime(), new RecordedLog());
        var book = new UserBook(time, log.Of<UserBook>());

        Assert.Null(await book.FitsAsync(UsersFile, "alice", "a", default, default));
        Assert.Null(await book.FitsAsync(UsersFile, "alice", "a", default, default));
        _ = Assert.Single(log.Lines);
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("a")}");
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await book.FitsAsync(UsersFile, "alice", "a", default, default));
    }

    [Fact]
    public async Task A_burst_with_a_password_that_nobody_has_shown_yet_gets_in()
    {
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("a")}");
        await using var upstream = await Upstream.SayingAsync("in");
        await using var rig = await StartAsync(upstream);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            _ => rig.StatusAsync(headers: ("Authorization", Basic("alice", "a")))));

        Assert.All(statuses, status => Assert.Equal(200, status));
    }

    [Fact]
    public async Task Who_comes_while_the_same_password_is_tried_shares_the_trial()
    {
        using var log = new RecordedLog();
        var book = new UserBook(new FakeTime(), log.Of<UserBook>());
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("a")}");
        // There is room for one more trial.
        var guesses = Guess(book, default, UserBook.MostTrials - UserBook.KeptForOthers - 1);

        var burst = Enumerable.Range(0, 40)
            .Select(_ => book.FitsAsync(UsersFile, "alice", "a", default, default)).ToArray();

        Assert.All(await Task.WhenAll(burst), fits => Assert.True(fits));
        Assert.All(await Task.WhenAll(guesses), fits => Assert.False(fits));
    }

    [Fact]
    public async Task A_client_that_guesses_keeps_nobody_else_from_logging_in_and_many_are_not_tried_at_once()
    {
        using var log = new RecordedLog();
        var book = new UserBook(new FakeTime(), log.Of<UserBook>());
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("a")}");

        var guesses = Guess(book, new(1), 40);
        var login = book.FitsAsync(UsersFile, "alice", "a", new(2), default);
        var others = Enumerable.Range(3, 40)
            .Select(client => Guess(book, new((ulong)client), 1)[0]).ToArray();

        Assert.True(await login);
        // Some may have ended before the last was begun, on a busy machine.
        Assert.InRange(await TriedAsync(guesses), UserBook.MostTrials - UserBook.KeptForOthers, 39);
        Assert.InRange(await TriedAsync(others), UserBook.KeptForOthers - 1, 39);
        Assert.False(await Guess(book, new(1), 1)[0]);
    }

    [Fact]
    public async Task The_access_log_names_who_was_let_in_and_not_who_tried()
    {
        await File.WriteAllTextAsync(UsersFile, $"alice:{PasswordHash.Of("a")}");
        await using var upstream = await Upstream.SayingAsync("in");
        var file = Path.Combine(_folder.Path, "access.log");
        await using var rig = await SiteRig.StartAsync(
            $$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Auth': { 'Basic': { 'UsersFile': '{{UsersFile}}' } } }
            """,
            $"'AccessLog': {{ 'File': '{file}', 'Format': 'combined' }}");

        _ = await rig.StatusAsync(headers: ("Authorization", Basic("alice", "a")));
        _ = await rig.StatusAsync(headers: ("Authorization", Basic("alice", "b")));
        await rig.DisposeAsync();

        Assert.Equal(
            ["127.0.0.1 - alice ", "127.0.0.1 - - "],
            (await File.ReadAllLinesAsync(file)).Select(line => line[..line.IndexOf('[', StringComparison.Ordinal)]));
    }

    private static async Task<int> TriedAsync(Task<bool?>[] trials) =>
        (await Task.WhenAll(trials)).Count(fits => fits is not null);

    // Passwords that nobody else tries. Each takes its time, and the caller none of it.
    private Task<bool?>[] Guess(UserBook book, ClientNetwork client, int count) =>
        [.. Enumerable.Range(0, count)
            .Select(i => book.FitsAsync(UsersFile, "alice", $"{client} {i}", client, default))];

    private Task<SiteRig> StartAsync(Upstream upstream) => SiteRig.StartAsync($$"""
        'app.example.com': {
          'To': '{{upstream.Address}}', 'Auth': { 'Basic': { 'UsersFile': '{{UsersFile}}', 'Realm': 'The \'lab\'' } },
          'Paths': { '/open': { 'Auth': false } } }
        """.Replace("\\'", "\\\"", StringComparison.Ordinal));

    private static string Basic(string user, string password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
}
