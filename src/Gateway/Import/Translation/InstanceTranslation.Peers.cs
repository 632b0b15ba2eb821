using System.Globalization;
using Gateway.Import.Keywords;
using Gateway.Import.Reading;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <content>Who advertisements go to, and how they prove where they come from.</content>
internal sealed partial class InstanceTranslation
{
    private const int PasswordLength = 8;

    private void SetPeers()
    {
        foreach (var block in _block.All("unicast_peer"))
        {
            _report.Open(block);
            foreach (var line in block.Children)
            {
                AddPeer(line);
            }
        }

        var isUnicast = _instance.Peers.Count > 0;
        var own = _single.Find("unicast_src_ip") ?? _single.Find("mcast_src_ip");
        if (own is not null)
        {
            SetOwn(own, isUnicast);
        }

        if (_single.Find("mcast_src_ip") is { } unused && unused != own)
        {
            _report.Drop(unused, "unicast_src_ip counts.");
        }

        if (!isUnicast)
        {
            _ = _draft.Set(null, "multicast", "Peers");
            _report.Default(_block, "unicast_peer", _draft.PathOf("Peers"), "keepalived's default, multicast.");
        }

        TellTransport();
    }

    private void AddPeer(Statement line)
    {
        if (!IpAddr.TryParse(line.Keyword, out var peer)
            || (_instance.Family != IpFamily.None && peer.Family != _instance.Family))
        {
            _report.Warn(line, $"is no {_instance.Family} address, and keepalived skips it; it is left out.");
        }
        else if (line.Words.Length > 1)
        {
            _report.Warn(line, "how far a packet came (min_ttl, max_ttl) is not checked; only the peers' own addresses "
                + "are taken.", _draft.PathOf("Peers"));
            _instance.Peers.Add((peer, line));
        }
        else
        {
            _report.Map(line, _draft.PathOf("Peers"));
            _instance.Peers.Add((peer, line));
        }
    }

    private void SetOwn(Statement statement, bool isUnicast)
    {
        if (!IpAddr.TryParse(statement.Value, out var own))
        {
            _report.Warn(statement, "is no IP address; it is left out.");
            return;
        }

        _instance.Own = (own, statement);
        _report.Map(statement, isUnicast ? _draft.PathOf("Peers") : "Nodes:*:Address");
    }

    private void TellTransport()
    {
        if (_single.Find("unicast_ttl") is { } ttl)
        {
            if (ttl.Value == "255")
            {
                _report.Drop(ttl, "is 255, always.");
            }
            else
            {
                _report.Warn(ttl, "packets leave with 255, always (RFC 9568 section 5.1.1.3).");
            }
        }

        if (_single.Find("mcast_dst_ip") is { } group)
        {
            var standard = _instance.Family == IpFamily.IPv6 ? "ff02::12" : "224.0.0.18";
            if (group.Value == standard)
            {
                _report.Drop(group, "is the default.");
            }
            else
            {
                _report.Warn(group, GlobalKeywords.GroupOnly(standard));
            }
        }
    }

    private void SetAuthentication()
    {
        foreach (var block in _block.All("authentication"))
        {
            _report.Open(block);
        }

        var parts = _block.All("authentication").SelectMany(block => block.Children).ToList();
        var type = parts.FindLast(part => part.Keyword == "auth_type");
        var password = parts.FindLast(part => part.Keyword == "auth_pass");
        var problem = AuthenticationProblem(type, password);
        if (problem.Length == 0)
        {
            SetPassword(type!, password!);
        }
        else
        {
            foreach (var statement in new[] { type, password }.OfType<Statement>())
            {
                _report.Warn(statement, problem);
            }
        }

        if (_single.Find("auth_hmac") is { } hmac)
        {
            SetHmac(hmac);
        }
    }

    private string AuthenticationProblem(Statement? type, Statement? password) =>
        type?.Value == "AH" ? "IPsec AH is not supported; use Hmac on all machines (keepalived has it as auth_hmac "
            + "since 2.4.2). It is left out, so keepalived on the other machine drops our advertisements."
        : _version == 3 ? "version 3 has no passwords, and keepalived ignores it; it is left out. Hmac works with both "
            + "versions."
        : IsStrict ? "keepalived ignores it in strict mode, so it is left out."
        : type?.Value != "PASS" ? "expected \"auth_type PASS\"; without it keepalived sends no password, so it is left "
            + "out."
        : password?.Value is null ? "there is no auth_pass, so keepalived sends no password; it is left out."
        : "";

    private void SetPassword(Statement type, Statement password)
    {
        var word = password.Value!;
        var target = _draft.Set(password, word[..Math.Min(word.Length, PasswordLength)], "Authentication", "Password");
        _report.Map(type, target);
        if (word.Length > PasswordLength)
        {
            _report.Warn(password,
                "has more than the 8 characters that version 2 carries; keepalived cuts it there, and so does the "
                    + "output.",
                target);
        }
        else
        {
            _report.Map(password, target);
        }
    }

    private void SetHmac(Statement block)
    {
        _report.Open(block);
        foreach (var part in block.Children)
        {
            switch (part.Words)
            {
                case ["key", var id, var secret, ..]:
                    _report.Map(part, _draft.Set(part, secret, "Authentication", "Hmac", "Keys", id));
                    break;
                case ["active_key", var id] when int.TryParse(
                    id, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    _report.Map(part, _draft.Set(part, number, "Authentication", "Hmac", "ActiveKey"));
                    break;
                case ["mode", var mode]:
                    _report.Map(part, _draft.Set(part, mode, "Authentication", "Hmac", "Mode"));
                    break;
                case ["time_window", var window] when SecondsText.TryParse(window, out var time):
                    _report.Map(part, _draft.Set(part, SecondsText.Write(time), "Authentication", "Hmac", "Window"));
                    break;
                case ["anti_replay", "time"]:
                    _report.Drop(part, "is the only way here.");
                    break;
                case ["anti_replay", ..]:
                    _report.Warn(part, "replays are told by time alone here; keep the machines' clocks right.");
                    break;
                default:
                    break;
            }
        }
    }
}
