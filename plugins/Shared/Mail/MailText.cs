using System.Globalization;
using System.Text;
using Gateway.Plugins;

namespace Shared.Mail;

/// <summary>A notification as a mail (RFC 5322, RFC 2045).</summary>
internal static class MailText
{
    /// <summary>Header and body, ready for DATA: base64 needs no dots doubled and has no long lines.</summary>
    /// <param name="told">What it tells.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="to">The receivers' addresses.</param>
    public static string Of(Notification told, string from, IEnumerable<string> to)
    {
        var subject = $"[{told.Node}] {told.Subject}: {told.Kind}";
        var date = told.At.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        string[] body =
        [
            $"What:     {(told.IsGroup ? "group " : "")}{told.Subject}: {told.Kind}",
            $"Why:      {told.Reason}",
            $"Priority: {told.Priority}",
            $"Machine:  {told.Node}",
            $"When:     {told.At.ToString("u", CultureInfo.InvariantCulture)}",
            $"Number:   {told.Sequence}",
            "",
        ];
        string[] lines =
        [
            $"From: <{from}>",
            $"To: {string.Join(", ", to.Select(address => $"<{address}>"))}",
            $"Subject: {Word(subject)}",
            $"Date: {date} +0000",
            $"Message-ID: <{Guid.NewGuid():N}@{from.Split('@')[1]}>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            Convert.ToBase64String(
                Encoding.UTF8.GetBytes(string.Join("\r\n", body)), Base64FormattingOptions.InsertLineBreaks),
        ];
        return string.Join("\r\n", lines);
    }

    /// <summary>A text in a header: as it is, or where it must be as encoded words of at most 75 characters
    /// (RFC 2047 section 2). Nothing in it can end the line.</summary>
    private static string Word(string text) =>
        text.All(letter => letter is >= ' ' and < (char)127)
            ? text
            : string.Join("\r\n ", text.EnumerateRunes().Chunk(11).Select(part =>
                $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(part)))}?="));
}
