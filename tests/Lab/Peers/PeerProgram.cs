using Lab.Network;
using Lab.Subjects;

namespace Lab.Peers;

/// <summary>A program of others on one machine.</summary>
/// <param name="node">The machine.</param>
/// <param name="workFolder">A folder for its files.</param>
/// <param name="kind">What to call it.</param>
/// <param name="command">The program and its arguments.</param>
internal sealed class PeerProgram(SegmentNode node, string workFolder, string kind, params string[] command)
    : NodeProgram(node, workFolder)
{
    internal override string Kind => kind;

    protected override string[] Command() => command;
}
