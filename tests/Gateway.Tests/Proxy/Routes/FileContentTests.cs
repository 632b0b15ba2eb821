using Gateway.Proxy.Routes;
using Gateway.Tests.Tls;
using Gateway.Vrrp.Linux;

namespace Gateway.Tests.Proxy.Routes;

public sealed class FileContentTests : IDisposable
{
    private readonly TestFolder _folder = new TestFolder().With("log", "0123456789").With("new", "other");

    private string Log => Path.Combine(_folder.Path, "log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_grows_ends_where_it_did()
    {
        using var handle = RegularFileHandle.Open(Log);
        await using var content = new FileContent(handle);
        await File.AppendAllTextAsync(Log, "more");

        Assert.Equal("0123456789", await TextAsync(content));
        Assert.Equal(8, content.Seek(-2, SeekOrigin.End));
        Assert.Equal("89", await TextAsync(content));
    }

    [Fact]
    public async Task A_file_that_is_replaced_and_deleted_is_read_to_its_end()
    {
        using var handle = RegularFileHandle.Open(Log);
        await using var content = new FileContent(handle);
        File.Move(Path.Combine(_folder.Path, "new"), Log, overwrite: true);
        File.Delete(Log);

        Assert.Equal("0123456789", await TextAsync(content));
    }

    [Fact]
    public async Task A_file_that_shrinks_is_an_error()
    {
        using var handle = RegularFileHandle.Open(Log);
        await using var content = new FileContent(handle);
        await File.WriteAllTextAsync(Log, "012");

        var buffer = new byte[10];

        Assert.Equal(3, await content.ReadAsync(buffer));
        await Assert.ThrowsAsync<EndOfStreamException>(() => content.ReadAsync(buffer).AsTask());
    }

    // An open that waits for a writer would hang here.
    [Fact]
    public void Nothing_but_a_regular_file_is_opened()
    {
        _folder.WithFifo("fifo");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "log");

        Assert.All(["fifo", "link", "", "none", "log/x"], name => Assert.Throws<FileNotFoundException>(
            () => RegularFileHandle.Open(Path.Combine(_folder.Path, name))));
    }

    private static async Task<string> TextAsync(FileContent content)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }
}
