using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy;

public sealed class StopTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_request_under_way_finishes(string version)
    {
        var release = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first, ");
            await release.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("last");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var response = await proxy.GetAsync(version: Version.Parse(version));

        var stopping = proxy.Server.StopAsync(RunningProxy.Timeout);
        await RefusedAsync(proxy);
        Assert.False(stopping.IsCompleted);
        release.SetResult();

        Assert.Equal("first, last", await response.Content.ReadAsStringAsync());
        await stopping;
    }

    [Fact]
    public async Task A_request_that_never_ends_is_cut_off_at_the_deadline()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var deadline = TimeSpan.FromMilliseconds(50);
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address), deadline);
        using var response = await proxy.GetAsync();

        await proxy.Server.StopAsync(RunningProxy.Timeout).WaitAsync(RunningProxy.Timeout);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_caller_can_end_the_deadline_early()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address), TimeSpan.FromHours(1));
        using var response = await proxy.GetAsync();
        using var impatience = new CancellationTokenSource();

        var stopping = proxy.Server.StopAsync(impatience.Token);
        await RefusedAsync(proxy);
        await impatience.CancelAsync();

        await stopping.WaitAsync(RunningProxy.Timeout);
    }

    // The listener closes soon after the stop begins, not in the same instant.
    private static async Task RefusedAsync(RunningProxy proxy)
    {
        var end = RunningProxy.Timeout;
        while (true)
        {
            try
            {
                await using var connection = await proxy.ConnectAsync(end);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }

            await Pause.TickAsync();
        }
    }
}
