using Systemd;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Systemd plugin, with a systemctl of the test's own.</summary>
public sealed class SystemdCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("echo active", true, "active")]
    [InlineData("echo reloading", true, "reloading")]
    [InlineData("echo inactive; exit 3", false, "inactive")]
    [InlineData("echo failed; exit 3", false, "failed")]
    [InlineData("echo 'System has not been booted with systemd' >&2; exit 1", false,
        "systemctl says no state: System has not been booted with systemd")]
    public async Task The_state_decides(string systemctl, bool isHealthy, string text)
    {
        var result = await Plugged.LookAsync<SystemdCheck>(
            new { Unit = "nginx.service", Systemctl = _scratch.Script("systemctl", systemctl) });

        Assert.Equal((isHealthy, text), (result.IsHealthy, result.Text));
    }

    [Fact]
    public async Task It_asks_for_the_unit_and_for_nothing_else()
    {
        var systemctl = _scratch.Script("systemctl", $"echo \"$@\" >{_scratch.PathOf("arguments")}; echo inactive");

        var result = await Plugged.LookAsync<SystemdCheck>(
            new { Unit = "nginx.service", States = new[] { "inactive" }, Systemctl = systemctl });

        Assert.True(result.IsHealthy);
        Assert.Equal("is-active -- nginx.service\n", await File.ReadAllTextAsync(_scratch.PathOf("arguments")));
    }

    [Fact]
    public void A_machine_without_systemd_is_told_so() => Assert.Equal(
        ["Systemctl: no program /no/systemctl: is there systemd on this machine?"],
        Plugged.Problems<SystemdCheck>(new { Unit = "nginx", Systemctl = "/no/systemctl" }));
}
