using Files;
using Shared;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the File plugin.</summary>
public sealed class FileCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeTime _time = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Being_there_decides_as_an_operator_s_switch(bool wanted, bool isThere, bool isHealthy)
    {
        var path = isThere ? _scratch.Write("switch", "") : _scratch.PathOf("switch");

        var result = await Plugged.LookAsync<FileCheck>(new { Path = path, Exists = wanted });

        Assert.Equal(isHealthy, result.IsHealthy);
    }

    [Theory]
    [InlineData(59, true, "written 59 s ago")]
    [InlineData(61, false, "written 61 s ago")]
    public async Task Age_decides(int seconds, bool isHealthy, string text)
    {
        var path = _scratch.Write("backup", "");
        File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime.AddSeconds(-seconds));

        var result = await Plugged.LookAsync<FileCheck>(new { Path = path, MaximumAge = "60s" }, _time);

        Assert.Equal((isHealthy, text), (result.IsHealthy, result.Text));
    }

    [Theory]
    [InlineData("state=ready", true)]
    [InlineData("state=broken", false)]
    [InlineData("", false)]
    public async Task Content_decides(string content, bool isHealthy)
    {
        var path = _scratch.Write("state", content);

        var result = await Plugged.LookAsync<FileCheck>(new { Path = path, Contains = "ready" });

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.True(isHealthy || result.Text.StartsWith("does not say \"ready\"", StringComparison.Ordinal), result.Text);
    }

    [Fact]
    public async Task A_folder_has_no_content()
    {
        var result = await Plugged.LookAsync<FileCheck>(new { Path = _scratch.Folder, Contains = "ready" });

        Assert.False(result.IsHealthy);
        Assert.NotEmpty(result.Text);
    }
}
