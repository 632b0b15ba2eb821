using Gateway.Configuration.Reload;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration.Reload;

/// <summary>Files beside a configuration: whose changes are its changes.</summary>
public sealed class NamedFilesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_of_what_runs_counts_once()
    {
        var named = new NamedFiles([PathOf("one")]);
        Assert.Equal(0, named.CountChanges());

        Write("one", "first");

        Assert.Equal(1, named.CountChanges());
        Assert.Equal(1, named.CountChanges());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void To_follow_another_file_is_no_change_but_what_happens_while_it_is_read_is(bool changesMeanwhile)
    {
        Write("one", "first");
        var named = new NamedFiles([]);
        named.Begin();
        named.Note(PathOf("one"));
        if (changesMeanwhile)
        {
            Write("one", "second");
        }

        named.Accept([PathOf("one")]);

        Assert.Equal(changesMeanwhile ? 1 : 0, named.CountChanges());
    }

    [Fact]
    public void All_that_a_refused_one_names_is_followed_until_the_next_one_is_read()
    {
        var named = new NamedFiles([PathOf("running")]);
        named.Begin();
        named.Note(PathOf("refused"));
        named.Refuse();

        Write("refused", "now");
        Assert.Equal(1, named.CountChanges());
        Write("running", "now");
        Assert.Equal(2, named.CountChanges());
        Assert.Contains(_folder.Path, named.Folders);

        named.Begin();
        named.Refuse();
        Write("refused", "again");
        Assert.Equal(2, named.CountChanges());
        Write("running", "again");
        Assert.Equal(3, named.CountChanges());
    }

    [Fact]
    public void What_it_names_and_does_not_depend_on_is_left_when_it_runs()
    {
        var named = new NamedFiles([]);
        named.Begin();
        named.Note(PathOf("secret"));
        named.Accept([]);

        Write("secret", "another");

        Assert.Equal(0, named.CountChanges());
    }

    [Fact]
    public void A_mode_and_a_folder_count_like_content()
    {
        Write("key", "open");
        var named = new NamedFiles([PathOf("key"), PathOf("certs")]);

        File.SetUnixFileMode(PathOf("key"), UnixFileMode.UserRead);
        Assert.Equal(1, named.CountChanges());
        _ = Directory.CreateDirectory(PathOf("certs"));
        Assert.Equal(2, named.CountChanges());
        Write("certs/one.pem", "certificate");
        Assert.Equal(3, named.CountChanges());
    }

    private void Write(string file, string content) => _folder.With(file, content);

    private string PathOf(string file) => Path.Combine(_folder.Path, file);
}
