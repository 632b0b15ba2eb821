using Gateway.Admin.Operation;

namespace Gateway.Tests.Admin;

/// <summary>The log says who has asked for what: over the unix socket by the word of the kernel.</summary>
public sealed class OperatorNameTests
{
    private static string OwnId => File.ReadLines("/proc/self/status")
        .First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];

    [Fact]
    public async Task A_user_of_the_socket_is_named_and_of_others_the_address()
    {
        await using var rig = new AdminRig();
        _ = await rig.StartAsync(
            more: new OperationEndpoints(new OperationParts(), rig.Log.Of<OperationEndpoints>()));
        using var client = rig.ClientOfSocket();

        _ = await client.PostAsync(new Uri("/api/drain?target=web/one", UriKind.Relative), null, AdminRig.Patience);
        _ = await rig.AskAsync("/api/reload", "POST", ("X-Gateway", "1"));

        Assert.Equal(
            [
                $"Information: {Environment.UserName} (uid {OwnId}) asks for: /api/drain?target=web/one.",
                "Information: 127.0.0.1 asks for: /api/reload.",
            ],
            rig.Log.Lines.Where(line => line.Contains(" asks for: ", StringComparison.Ordinal)));
    }
}
