namespace Vrrp.Tests.Config;

/// <summary><c>Vrrp:Recorder</c>: a file, written out.</summary>
public sealed class RecorderKeyTests
{
    [Fact]
    public void It_is_off_by_default() =>
        Assert.Null(TestConfig.Valid(TestConfig.One(TestConfig.Router("192.168.10.10"))).Recorder);

    [Fact]
    public void An_absolute_path_turns_it_on()
    {
        var options = TestConfig.One(TestConfig.Router("192.168.10.10"));
        options.Recorder = "/var/log/gateway/vrrp.rec";

        Assert.Equal("/var/log/gateway/vrrp.rec", TestConfig.Valid(options).Recorder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vrrp.rec")]
    [InlineData("/var/log/gateway/")]
    public void Anything_else_is_an_error(string path)
    {
        var options = TestConfig.One(TestConfig.Router("192.168.10.10"));
        options.Recorder = path;

        Assert.Equal(
            $"Vrrp:Recorder: \"{path}\" is not the absolute path of a file; write it out, as in "
            + "\"/var/log/gateway/vrrp.rec\".",
            TestConfig.OnlyError(options));
    }
}
