using System.Globalization;
using Gateway.Plugins;

namespace Shared.Keepalived;

/// <summary>A notification as the arguments that keepalived gives to a <c>notify</c> script.</summary>
internal static class KeepalivedWords
{
    /// <summary><c>INSTANCE|GROUP</c>, name, state, priority; for what keepalived does not know, words of the same
    /// form.</summary>
    public static string[] Of(Notification told)
    {
        var router = told.IsGroup ? "GROUP" : "INSTANCE";
        string[] words = told.Kind switch
        {
            NotificationKind.Master => [router, "MASTER"],
            NotificationKind.Backup => [router, "BACKUP"],
            NotificationKind.Fault => [router, "FAULT"],
            NotificationKind.Stop => [router, "STOP"],
            NotificationKind.PriorityChanged => [router, "PRIORITY"],
            NotificationKind.SplitBrain => [router, "SPLIT_BRAIN"],
            NotificationKind.PeerLost => [router, "PEER_LOST"],
            NotificationKind.CheckUp => ["CHECK", "UP"],
            NotificationKind.CheckDown => ["CHECK", "DOWN"],
            NotificationKind.ConfigurationRejected => ["CONFIGURATION", "REJECTED"],
            NotificationKind.CertificateExpiring => ["CERTIFICATE", "EXPIRING"],
            _ => throw new NotSupportedException($"{told.Kind} has no word"),
        };
        return [words[0], told.Subject, words[1], told.Priority.ToString(CultureInfo.InvariantCulture)];
    }
}
