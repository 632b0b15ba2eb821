using System.Text;
using Fifo;
using Gateway.Plugins;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Fifo plugin.</summary>
public sealed class FifoActionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Lines_are_keepalived_s()
    {
        var path = _scratch.PathOf("gateway.fifo");
        await Assert.ThrowsAsync<IOException>(() => TellAsync(path, Plugged.News()));
        using var reader = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);

        await TellAsync(path, Plugged.News());
        await TellAsync(path, Plugged.News(NotificationKind.Backup, "lan", isGroup: true));
        await TellAsync(path, Plugged.News(NotificationKind.Fault, "a \"b\"\n"));
        await TellAsync(path, Plugged.News(NotificationKind.Stop));

        var bytes = new byte[4096];
        var count = await reader.ReadAsync(bytes);
        Assert.Equal(
            "INSTANCE \"lan4\" MASTER 150\nGROUP \"lan\" BACKUP 150\nINSTANCE \"a _b__\" FAULT 150\n"
            + "INSTANCE \"lan4\" STOP 150\n",
            Encoding.UTF8.GetString(bytes, 0, count));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_has_a_line(NotificationKind kind)
    {
        var path = _scratch.PathOf("gateway.fifo");
        await Assert.ThrowsAsync<IOException>(() => TellAsync(path, Plugged.News()));
        using var reader = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);

        await TellAsync(path, Plugged.News(kind));

        var bytes = new byte[4096];
        Assert.Matches("^[A-Z]+ \"lan4\" [A-Z_]+ 150\n$", Encoding.UTF8.GetString(bytes, 0, await reader.ReadAsync(bytes)));
    }

    public static TheoryData<NotificationKind> Kinds => [.. Enum.GetValues<NotificationKind>()];

    [Fact]
    public async Task A_fifo_that_nobody_reads_is_made_for_its_owner_alone_and_does_not_block()
    {
        var path = _scratch.PathOf("gateway.fifo");

        var error = await Assert.ThrowsAsync<IOException>(() => TellAsync(path, Plugged.News()));

        Assert.Equal($"nobody reads {path}", error.Message);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_full_fifo_does_not_block_and_takes_no_half_line()
    {
        var path = _scratch.PathOf("gateway.fifo");
        await Assert.ThrowsAsync<IOException>(() => TellAsync(path, Plugged.News()));
        using var reader = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        await using var action = Plugged.In<FifoAction>(new { Path = path });

        var lines = 0;
        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                await action.NotifyAsync(Plugged.News(), CancellationToken.None);
                lines++;
            }
        });

        Assert.Equal($"{path} is full: its reader does not read", error.Message);
        var bytes = new byte[1024 * 1024];
        var count = await reader.ReadAsync(bytes);
        Assert.Equal(lines, bytes.Take(count).Count(letter => letter == '\n'));
        Assert.Equal((byte)'\n', bytes[count - 1]);
    }

    [Fact]
    public async Task A_file_is_not_overwritten()
    {
        var path = _scratch.Write("file", "precious");

        var error = await Assert.ThrowsAsync<IOException>(() => TellAsync(path, Plugged.News()));

        Assert.Equal($"{path} is no FIFO", error.Message);
        Assert.Equal("precious", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public void A_fifo_that_is_not_to_be_made_must_be_there()
    {
        var path = _scratch.PathOf("gateway.fifo");

        Assert.Equal(
            [$"Path: {path} does not exist; run: mkfifo -m 600 {path}"],
            Plugged.Problems<FifoAction>(new { Path = path, Create = false }));
    }

    private static Task TellAsync(string path, Notification news) =>
        Plugged.TellAsync<FifoAction>(new { Path = path }, news);
}
