using System.Threading.Channels;
using Gateway.Configuration.Reload;
using Shared;

namespace Gateway.Tests.Configuration.Reload;

public sealed class ChangeWatchTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();
    private readonly ChangeWatch _watch;

    public ChangeWatchTests()
    {
        File.WriteAllText(MainFile, "one");
        var request = ConfigText.Request with { Path = MainFile };
        _watch = new(() => [_folder, Fragments], () => Fingerprint.OfConfiguration(request), TimeProvider.System);
        _watch.Start(async _ =>
        {
            var text = File.Exists(MainFile) ? await File.ReadAllTextAsync(MainFile, CancellationToken.None) : "gone";
            await _changes.Writer.WriteAsync(text, CancellationToken.None);
        });
    }

    private static CancellationToken Timeout => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private string MainFile => Path.Combine(_folder, "appsettings.json");

    private string Fragments => Path.Combine(_folder, "conf.d");

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_save_in_place_a_replacement_and_a_deletion_are_changes()
    {
        await File.WriteAllTextAsync(MainFile, "two");
        Assert.Equal("two", await _changes.Reader.ReadAsync(Timeout));

        await File.WriteAllTextAsync(MainFile + ".new", "three");
        File.Move(MainFile + ".new", MainFile, overwrite: true);
        Assert.Equal("three", await _changes.Reader.ReadAsync(Timeout));

        File.Delete(MainFile);
        Assert.Equal("gone", await _changes.Reader.ReadAsync(Timeout));
    }

    [Fact]
    public async Task Many_writes_in_a_row_are_one_change_to_the_last()
    {
        for (var i = 0; i < 20; i++)
        {
            await File.WriteAllTextAsync(MainFile, $"draft {i}");
        }

        await File.WriteAllTextAsync(MainFile, "final");

        var seen = await _changes.Reader.ReadAsync(Timeout);
        Assert.Equal("final", seen);
        Assert.False(_changes.Reader.TryRead(out _));
    }

    [Fact]
    public async Task The_same_content_again_is_no_change()
    {
        await File.WriteAllTextAsync(MainFile, "one");
        File.SetLastWriteTimeUtc(MainFile, DateTime.UtcNow);
        await File.WriteAllTextAsync(Path.Combine(_folder, "notes.txt"), "nothing of ours");

        await File.WriteAllTextAsync(MainFile, "two");

        Assert.Equal("two", await _changes.Reader.ReadAsync(Timeout));
    }

    [Fact]
    public async Task A_folder_that_comes_later_is_seen()
    {
        _ = Directory.CreateDirectory(Fragments);
        await File.WriteAllTextAsync(Path.Combine(Fragments, "a.json"), "{}");

        Assert.Equal("one", await _changes.Reader.ReadAsync(Timeout));
    }

    /// <summary>A new configuration may name files elsewhere.</summary>
    [Fact]
    public async Task A_folder_that_a_change_brings_is_watched_from_then_on()
    {
        var (time, changes, elsewhere) = (new FakeTime(), 0, false);
        await using var watch = new ChangeWatch(
            () => elsewhere ? [Fragments] : [_folder],
            () => string.Concat(Directory.GetFiles(_folder, "*.json", SearchOption.AllDirectories)), time);
        watch.Start(_ =>
        {
            (changes, elsewhere) = (changes + 1, true);
            return Task.CompletedTask;
        });
        _ = Directory.CreateDirectory(Fragments);
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.json"), "{}");
        await SettleAsync(time, () => changes == 1);
        await time.TimersAsync(1).WaitAsync(Timeout);

        await File.WriteAllTextAsync(Path.Combine(Fragments, "b.json"), "{}");

        await SettleAsync(time, () => changes == 2);
    }

    [Fact]
    public async Task Who_says_that_the_folders_are_others_is_believed_at_once()
    {
        var (time, changes, folders) = (new FakeTime(), 0, Array.Empty<string>());
        await using var watch = new ChangeWatch(() => folders, () => string.Concat(folders), time);
        watch.Start(_ =>
        {
            changes++;
            return Task.CompletedTask;
        });
        await time.TimersAsync(1).WaitAsync(Timeout);
        folders = [_folder];

        watch.Look();

        await SettleAsync(time, () => changes == 1);
    }

    [Fact]
    public async Task A_folder_that_goes_while_it_is_looked_for_does_not_end_the_watch()
    {
        var brief = Path.Combine(Directory.CreateTempSubdirectory("gateway-tests-").FullName, "brief");
        IEnumerable<string> Folders()
        {
            yield return _folder;
            yield return Directory.CreateDirectory(brief).FullName;
            // Found to be there, and gone before it is watched.
            Directory.Delete(brief);
        }

        var request = ConfigText.Request with { Path = MainFile };
        var changed = new TaskCompletionSource();
        await using (var watch = new ChangeWatch(
            Folders, () => Fingerprint.OfConfiguration(request), TimeProvider.System))
        {
            watch.Start(_ =>
            {
                changed.TrySetResult();
                return Task.CompletedTask;
            });

            await File.WriteAllTextAsync(MainFile, "two");

            await changed.Task.WaitAsync(Timeout);
        }

        Directory.Delete(Path.GetDirectoryName(brief)!, recursive: true);
    }

    // In less than the time after which the watch looks anyway.
    private static async Task SettleAsync(FakeTime time, Func<bool> isSo)
    {
        var patience = Timeout;
        while (!isSo())
        {
            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
            time.AdvanceToNextTimer(within: TimeSpan.FromSeconds(1));
        }
    }
}
