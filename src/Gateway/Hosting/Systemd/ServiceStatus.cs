using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting.Systemd;

/// <summary>Who is Master of what, as the one line that <c>systemctl status</c> shows. State belongs to the thread
/// "vrrp-events".</summary>
/// <param name="tell">Takes the line.</param>
internal sealed class ServiceStatus(Action<string> tell) : IVrrpObserver
{
    // systemd drops a message of more than 4096 bytes.
    private const int NamesShown = 20;

    private readonly SortedDictionary<string, VrrpState> _states = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind != VrrpEventKind.StateChanged)
        {
            return;
        }

        var name = vrrpEvent.VirtualRouter!;
        if (vrrpEvent.To == VrrpState.Initialize)
        {
            _ = _states.Remove(name);
        }
        else
        {
            _states[name] = vrrpEvent.To;
        }

        tell(Sentence());
    }

    private string Sentence()
    {
        string[] parts = [Part("Master of", VrrpState.Master), Part("Backup of", VrrpState.Backup),
            Part("in Fault:", VrrpState.Fault)];
        var sentence = string.Join("; ", parts.Where(part => part.Length > 0));
        return sentence.Length == 0 ? "No virtual router runs" : sentence;
    }

    private string Part(string word, VrrpState state)
    {
        var names = _states.Where(router => router.Value == state).Select(router => router.Key).ToList();
        var rest = names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "";
        return names.Count == 0 ? "" : $"{word} {string.Join(", ", names.Take(NamesShown))}{rest}";
    }
}
