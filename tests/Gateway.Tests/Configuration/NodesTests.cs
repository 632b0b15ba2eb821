using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class NodesTests
{
    [Theory]
    [InlineData("edge-a", "edge-a")]
    [InlineData("EDGE-B", "edge-b")]
    [InlineData("edge-b.example.com", "edge-b")]
    public async Task A_machine_finds_itself_by_its_host_name(string host, string expected)
    {
        var request = ConfigText.Request with { HostName = host };

        var config = ConfigText.Valid(await ConfigText.ParseAsync($"{{ {ConfigText.Node} }}", request));

        Assert.Equal(expected, config.NodeName);
    }

    [Fact]
    public async Task The_whole_host_name_counts_before_its_first_label()
    {
        var request = ConfigText.Request with { HostName = "edge.example.com" };
        const string Text = "{ 'Nodes': { 'edge': { 'Priority': 1 }, 'edge.example.com': { 'Priority': 2 } } }";

        Assert.Equal("edge.example.com", ConfigText.Valid(await ConfigText.ParseAsync(Text, request)).NodeName);
    }

    [Fact]
    public async Task The_command_line_wins_over_the_host_name()
    {
        var request = ConfigText.Request with { NodeName = "Edge-B" };

        Assert.Equal(
            "edge-b", ConfigText.Valid(await ConfigText.ParseAsync($"{{ {ConfigText.Node} }}", request)).NodeName);
    }

    [Fact]
    public async Task A_file_may_have_a_single_node() =>
        Assert.Equal(
            "edge-a",
            ConfigText.Valid(await ConfigText.ParseAsync("{ 'Nodes': { 'edge-a': { 'Priority': 255 } } }")).NodeName);

    [Fact]
    public async Task A_foreign_machine_is_told_the_names_and_what_to_do()
    {
        var request = ConfigText.Request with { HostName = "build-box" };

        Assert.Equal(
            "Nodes: this machine is \"build-box\", which is none of the nodes (edge-a, edge-b); add it, or say with --node which one it is.",
            ConfigText.OnlyError(await ConfigText.ParseAsync($"{{ {ConfigText.Node} }}", request)));
    }

    [Fact]
    public async Task A_wrong_node_on_the_command_line_is_told_the_nearest()
    {
        var request = ConfigText.Request with { NodeName = "edge-c" };

        Assert.Equal(
            "Nodes: there is no node \"edge-c\" as --node says; did you mean \"edge-a\"?",
            ConfigText.OnlyError(await ConfigText.ParseAsync($"{{ {ConfigText.Node} }}", request)));
    }

    [Theory]
    [InlineData("{}",
        "Nodes: required: the machines that share this file, for example \"edge-a\": { \"Priority\": 150 }.")]
    [InlineData("{ 'Nodes': {} }",
        "Nodes: required: the machines that share this file, for example \"edge-a\": { \"Priority\": 150 }.")]
    [InlineData("{ 'Nodes': { 'edge-a': {} } }",
        "Nodes:edge-a:Priority: required: 1 to 254; the node with the highest owns the virtual addresses.")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 0 } } }",
        "Nodes:edge-a:Priority: 0 is out of range; use 1 to 254 (255 is for the owner of an address).")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 256 } } }",
        "Nodes:edge-a:Priority: 256 is out of range; use 1 to 254 (255 is for the owner of an address).")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 1, 'Address': '10.0.0.1/24' } } }",
        "Nodes:edge-a:Address: \"10.0.0.1/24\" is not an IP address, for example \"192.168.10.11\" (without prefix length).")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 1, 'Address': '127.0.0.1' } } }",
        "Nodes:edge-a:Address: 127.0.0.1 is a loopback address, which no machine on a network has; use the machine's own.")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 1, 'Address': '10.0.0.1' }, 'b': { 'Priority': 1, 'Address': '10.0.0.1' } } }",
        "Nodes:b:Address: 10.0.0.1 is already the address of \"edge-a\"; give each machine its own.")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 1, 'Address': [ '10.0.0.1', '10.0.0.2' ] } } }",
        "Nodes:edge-a:Address:1: 10.0.0.2 is the second IPv4 address; keep one, and name those on other interfaces under Peers.")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 1, 'Address': [ '10.0.0.1', '::ffff:10.0.0.2' ] } } }",
        "Nodes:edge-a:Address:1: ::ffff:10.0.0.2 is an IPv4 address written as IPv6, which no machine on a network has; use the machine's own.")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 1 }, 'edge b': { 'Priority': 1 } } }",
        "Nodes:edge b: \"edge b\" cannot be the name of a node; use 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit.")]
    [InlineData("{ 'Nodes': { 'edge-a': { 'Priority': 'high' } } }",
        "Nodes:edge-a:Priority: expected a number, found the string \"high\".")]
    public async Task A_mistake_is_one_error_at_its_path(string text, string expected) =>
        Assert.Equal(expected, ConfigText.OnlyError(await ConfigText.ParseAsync(text)));

    [Theory]
    [InlineData("{}")]
    [InlineData("{ 'Priority': 256 }")]
    [InlineData("{ 'Priority': 'low' }")]
    public async Task A_wrong_priority_is_not_compared_with_weights(string node)
    {
        const string Router = "'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1'";
        var text = $"{{ 'Nodes': {{ 'edge-a': {{ 'Priority': 150 }}, 'edge-b': {node} }}, "
            + $"'Vrrp': {{ 'Instances': {{ 'lan4': {{ {Router}, 'Track': {{ 'proxy': -60 }} }} }} }} }}";

        Assert.StartsWith(
            "Nodes:edge-b:Priority: ", ConfigText.OnlyError(await ConfigText.ParseAsync(text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_nodes_differ_only_in_what_is_theirs()
    {
        const string Rest = "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1' } } }";
        var text = $"{{ {ConfigText.Node}, {Rest} }}";

        var a = ConfigText.Valid(await ConfigText.ParseAsync(text, ConfigText.Request with { NodeName = "edge-a" }));
        var b = ConfigText.Valid(await ConfigText.ParseAsync(text, ConfigText.Request with { NodeName = "edge-b" }));

        Assert.Equal((150, 100), (a.Vrrp.VirtualRouters[0].Priority, b.Vrrp.VirtualRouters[0].Priority));
        Assert.Equal("192.168.10.11", a.Vrrp.VirtualRouters[0].SourceAddress.ToString());
        Assert.Equal("192.168.10.12", b.Vrrp.VirtualRouters[0].SourceAddress.ToString());
    }

    [Fact]
    public async Task A_foreign_machine_still_hears_of_every_other_mistake()
    {
        var request = ConfigText.Request with { HostName = "build-box" };
        const string Rest = "'Vrrp': { 'Instances': { 'lan4': { 'Interface': '', 'VirtualRouterId': 0, 'Addresses': [] } } }";

        var result = await ConfigText.ParseAsync($"{{ {ConfigText.Node}, {Rest} }}", request);

        Assert.Equal(4, result.Errors.Length);
    }
}
