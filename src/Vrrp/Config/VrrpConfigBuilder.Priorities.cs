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

        ImmutableArray<Contender> contenders =
        [
            .. _nodes.Select(node => priorities.TryGetValue(node.Name, out var own)
                ? new Contender(node.Name, KnownPriority(own), sourceOf(node), $"{path}:{node.Name}")
                : new Contender(node.Name, node.Priority, sourceOf(node), $"Nodes:{node.Name}:Priority")),
        ];
        CheckOwners(contenders);
        return contenders;
    }

    // RFC 9568 section 5.2.4: 255 is for "the VRRP Router that owns the IPvX address associated with the Virtual
    // Router". Two of them do not wait for each other: both are Master at every start.
    private void CheckOwners(ImmutableArray<Contender> contenders)
    {
        var owners = contenders.Where(contender => contender.Priority == PriorityLedger.OwnerPriority).ToList();
        foreach (var second in owners.Skip(1))
        {
            // What a node says for all of its instances is wrong once.
            if (!_errors.Exists(error => error.Path == second.Path))
            {
                Fail(second.Path,
                    $"{PriorityLedger.OwnerPriority} is the priority of the owner of an address, which "
                    + $"{owners[0].Node} is, and there is one: both would be Master at every start; give "
                    + $"{second.Node} 1 to 254.");
            }
        }
    }

    // 0 stands for "wrong": what compares priorities then says nothing.
    private static byte KnownPriority(int priority) =>
        priority is < 1 or > PriorityLedger.OwnerPriority ? (byte)0 : (byte)priority;

    private byte PriorityOfSelf(ImmutableArray<Contender> contenders) =>
        contenders.FirstOrDefault(contender => contender.Node == _self.Name)?.Priority ?? _self.Priority;
}
