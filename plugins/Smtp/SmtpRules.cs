using System.Net.Mail;
using Gateway.Plugins;
using Shared.Mail;
using Shared.Trust;

namespace Smtp;

/// <summary>What the settings of a mail action must keep.</summary>
internal static class SmtpRules
{
    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<SettingsProblem> Problems(SmtpSettings settings)
    {
        if (Uri.CheckHostName(settings.Host) == UriHostNameType.Unknown)
        {
            yield return new("Host", $"\"{settings.Host}\" is neither a name nor an address");
        }

        if (settings.Port is < 1 or > 65535)
        {
            yield return new("Port", $"must be 1 to 65535, not {settings.Port}");
        }

        foreach (var problem in LoginProblems(settings).Concat(AddressProblems(settings)))
        {
            yield return problem;
        }

        if (settings.CaFile is { } path && AuthorityFile.ProblemOf(path) is { } wrong)
        {
            yield return new("CaFile", wrong);
        }
    }

    private static IEnumerable<SettingsProblem> LoginProblems(SmtpSettings settings)
    {
        if (settings.User is null != settings.PasswordFile is null)
        {
            yield return new(settings.User is null ? "User" : "PasswordFile", "User and PasswordFile go together");
        }

        if (settings.PasswordFile is { } path && !File.Exists(path))
        {
            yield return new("PasswordFile", $"no file {path}");
        }

        if (settings is { User: not null, Tls: SmtpTls.None })
        {
            yield return new("Tls", "is None, and the password would travel in clear text; say StartTls or Implicit");
        }
    }

    private static IEnumerable<SettingsProblem> AddressProblems(SmtpSettings settings)
    {
        if (!IsAddress(settings.From))
        {
            yield return new("From", $"\"{settings.From}\" is not an address such as \"gateway@example.com\"");
        }

        if (settings.To.Count == 0)
        {
            yield return new("To", "is empty; name somebody");
        }

        foreach (var (index, address) in settings.To.Index())
        {
            if (!IsAddress(address))
            {
                yield return new($"To:{index}", $"\"{address}\" is not an address such as \"ops@example.com\"");
            }
        }
    }

    /// <summary>A bare address in ASCII: no display name, nothing that could end a line of the protocol.</summary>
    private static bool IsAddress(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text
        && text.All(letter => letter is > ' ' and < (char)127 and not ('<' or '>'));
}
