using System.Text;
using Gateway.Configuration;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration;

public sealed class SecretFilesTests : IDisposable
{
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_whole()
    {
        var read = SecretFiles.Read(Write("secret\n", Closed));

        Assert.Null(read.Problem);
        Assert.Equal("secret\n", Encoding.UTF8.GetString(read.Content.AsSpan()));
    }

    [Fact]
    public void A_link_is_as_open_as_what_it_leads_to()
    {
        var link = Path.Combine(_folder, "link");
        _ = File.CreateSymbolicLink(link, Write("secret", Closed));

        Assert.Null(SecretFiles.Read(link).Problem);
    }

    [Theory]
    [InlineData("", Closed, "is empty; write the secret into it.")]
    [InlineData("secret", Closed | UnixFileMode.OtherRead, "is open to every user; run chmod o= on it.")]
    public void A_file_that_keeps_no_secret_is_refused(string content, UnixFileMode mode, string problem) =>
        Assert.Equal(problem, SecretFiles.Read(Write(content, mode)).Problem);

    [Fact]
    public void What_is_no_file_of_a_secret_is_refused()
    {
        Assert.Equal(
            "does not exist; write the secret into it and run chmod 600 on it.",
            SecretFiles.Read(Path.Combine(_folder, "none")).Problem);
        Assert.Equal("is a folder; name the file in it.", SecretFiles.Read(_folder).Problem);
        Assert.Equal("is a device; name a regular file.", SecretFiles.Read("/dev/zero").Problem);
        Assert.Equal(
            "has 1281 bytes, more than any password or key; name another file.",
            SecretFiles.Read(Write(new string('x', 1281), Closed)).Problem);
    }

    [Fact]
    public void A_FIFO_is_refused_unread_also_behind_a_link()
    {
        using var folder = new TestFolder().WithFifo("fifo");
        var (fifo, link) = (Path.Combine(folder.Path, "fifo"), Path.Combine(folder.Path, "link"));
        _ = File.CreateSymbolicLink(link, fifo);

        Assert.Equal("is a FIFO; name a regular file.", SecretFiles.Read(fifo).Problem);
        Assert.Equal("is a FIFO; name a regular file.", SecretFiles.Read(link).Problem);
    }

    private string Write(string content, UnixFileMode mode)
    {
        var path = Path.Combine(_folder, "secret");
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
