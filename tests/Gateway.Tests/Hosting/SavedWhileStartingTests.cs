namespace Gateway.Tests.Hosting;

/// <summary>A start takes a moment: what is saved in it is not lost.</summary>
public sealed class SavedWhileStartingTests : IAsyncDisposable
{
    private readonly ReloadRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task What_is_saved_while_the_gateway_starts_is_taken_up()
    {
        _rig.Save(_rig.Text());

        await _rig.StartAsync(meanwhile: _rig.Text(upstream: "http://127.0.0.1:2"));

        await ReloadRig.UntilAsync(() => _rig.Count("is in force") == 1);
        Assert.Equal("http://127.0.0.1:2", _rig.Running.Clusters.Single().Destinations!.Values.Single().Address);
    }
}
