using System.Net.Sockets;
using System.Security.Authentication;
using Gateway.Plugins;
using Shared.Mail;

namespace Smtp;

/// <summary>Sends a mail.</summary>
public sealed class SmtpAction : NotifyAction<SmtpSettings>
{
    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate() => SmtpRules.Problems(Settings);

    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        var conversation = new SmtpConversation(Settings.Host, Settings.Tls, Settings.CaFile);
        await using (conversation)
        {
            try
            {
                await conversation.OpenAsync(Settings.Port, cancellationToken);
                if (Settings is { User: { } user, PasswordFile: { } path })
                {
                    var password = await File.ReadAllTextAsync(path, cancellationToken);
                    await conversation.LogInAsync(user, password.TrimEnd('\r', '\n'), cancellationToken);
                }

                var mail = MailText.Of(notification, Settings.From, Settings.To);
                await conversation.SendAsync(Settings.From, Settings.To, mail, cancellationToken);
            }
            catch (Exception failed) when (failed is SocketException or AuthenticationException)
            {
                throw new SmtpException($"{Settings.Host}: {failed.Message}");
            }
        }
    }
}
