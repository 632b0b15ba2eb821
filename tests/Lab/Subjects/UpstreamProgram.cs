using Lab.Network;

namespace Lab.Subjects;

/// <summary>The web application behind the gateways: this executable with the subcommand <c>upstream</c>.</summary>
internal sealed class UpstreamProgram(SegmentNode node, string workFolder) : NodeProgram(node, workFolder)
{
    internal override string Kind => "upstream";

    protected override string[] Command() => [Path.Combine(AppContext.BaseDirectory, "Lab"), "upstream"];
}
