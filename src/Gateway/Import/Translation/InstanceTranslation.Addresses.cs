using Gateway.Import.Reading;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <content>The virtual addresses.</content>
internal sealed partial class InstanceTranslation
{
    private readonly HashSet<string> _addresses = [];

    private void SetAddresses()
    {
        var advertised = Read("virtual_ipaddress").ToList();
        _instance.Family = advertised.Count > 0 ? advertised[0].Prefix.Address.Family : IpFamily.None;
        foreach (var other in advertised.Where(line => line.Prefix.Address.Family != _instance.Family))
        {
            _report.Warn(other.Source,
                $"the first address is {_instance.Family}, so keepalived skips this one; put it under "
                + "virtual_ipaddress_excluded. It is left out.");
        }

        advertised.RemoveAll(line => line.Prefix.Address.Family != _instance.Family);
        if (_instance.Family == IpFamily.IPv6)
        {
            BeginLinkLocal(advertised);
        }

        Write("Addresses", advertised);
        Write("ExcludedAddresses", [.. Read("virtual_ipaddress_excluded")]);
        if (advertised.Count == 0)
        {
            _report.Warn(_block, "has no virtual_ipaddress that can be read; an instance needs one.");
        }
    }

    private void Write(string key, List<AddressLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var target = _draft.Set(lines[0].Source, PluginSections.List(lines.Select(line => line.Text)), key);
        foreach (var line in lines.Where(line => !_report.HasTold(line.Source)))
        {
            if (line.Note.Length > 0)
            {
                _report.Change(line.Source, target, line.Note);
            }
            else
            {
                _report.Map(line.Source, target);
            }
        }
    }

    private IEnumerable<AddressLine> Read(string keyword)
    {
        var link = _draft.Find("Interface")!.Value.ToString();
        foreach (var block in _block.All(keyword))
        {
            _report.Open(block);
            foreach (var statement in block.Children)
            {
                if (AddressLine.Read(statement, link, out var problem) is not { } line)
                {
                    _report.Warn(statement, problem);
                }
                else if (!_addresses.Add(line.Text))
                {
                    _report.Drop(statement, "is in the list already.");
                }
                else
                {
                    yield return line;
                }
            }
        }
    }

    // The first address of IPv6 is the link-local one (RFC 9568 section 5.2.9); without one the gateway makes it.
    private void BeginLinkLocal(List<AddressLine> lines)
    {
        var first = lines.FindIndex(line => AddressRules.IsLinkLocal(line.Prefix.Address));
        if (first > 0)
        {
            var line = lines[first];
            lines.RemoveAt(first);
            lines.Insert(0, line with { Note = "comes first now, as RFC 9568 section 5.2.9 asks of the link-local "
                + "address." });
        }
        else if (first < 0 && _draft.Find("VirtualRouterId") is { Value: { } id })
        {
            _report.Default(_block, "link-local address", _draft.PathOf("Addresses"),
                $"{VirtualLinkLocal.Of((byte)id.GetValue<int>())} is advertised before the others, as RFC 9568 section "
                    + "5.2.9 asks; keepalived up to 2.3.2 takes no advertisement with another list than its own.");
        }
    }
}
