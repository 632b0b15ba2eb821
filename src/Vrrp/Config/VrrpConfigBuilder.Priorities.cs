using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The priorities of all nodes in one virtual router.</content>
public sealed partial class VrrpConfigBuilder
{
    private ImmutableArray<Contender> BuildContenders(
        string path, Dictionary<string, int> priorities, Func<VrrpNode, IpAddr> sourceOf)
    {
        path += ":Priorities";
        foreach (var (name, priority) in priorities)
        {
            if (_nodes.All(node => node.Name != name))
            {
                Fail($"{path}:{name}",
                    $"there is no node \"{name}\"; {NearestName.Hint(name, [.. _nodes.Select(node => node.Name)])}");
            }

            if (priority is < 1 or > PriorityLedger.OwnerPriority)
            {
                Fail($"{path}:{name}",
                    $"{priority} is out of range; use 1 to 254 (255 is for the owner of an address).");
            }
        }

        return
        [
            .. _nodes.Select(node => priorities.TryGetValue(node.Name, out var own)
                ? new Contender(node.Name, KnownPriority(own), sourceOf(node), $"{path}:{node.Name}")
                : new Contender(node.Name, node.Priority, sourceOf(node), $"Nodes:{node.Name}:Priority")),
        ];
    }

    // 0 stands for "wrong": what compares priorities then says nothing.
    private static byte KnownPriority(int priority) =>
        priority is < 1 or > PriorityLedger.OwnerPriority ? (byte)0 : (byte)priority;

    private byte PriorityOfSelf(ImmutableArray<Contender> contenders) =>
        contenders.FirstOrDefault(contender => contender.Node == _self.Name)?.Priority ?? _self.Priority;
}
