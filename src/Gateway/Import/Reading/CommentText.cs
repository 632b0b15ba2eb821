namespace Gateway.Import.Reading;

/// <summary>Comments: from <c>#</c> or <c>!</c> to the end of the line, outside double quotes.</summary>
internal static class CommentText
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The line without its comment and without blanks around it. A backslash before the comment's sign
    /// makes it
    /// text.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="continues">Whether a backslash ends it, which is taken away.</param>
    /// <param name="cutsWord">Whether the comment begins in the middle of a word, as in a password with an exclamation
    /// mark.</param>
    public static string Remove(string line, out bool continues, out bool cutsWord)
    {
        (continues, cutsWord) = (false, false);
        var text = line.Trim(Blanks);
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '\\' when i + 1 == text.Length:
                    continues = true;
                    return text[..i].TrimEnd(Blanks);
                case '\\' when !isQuoted && text[i + 1] is '#' or '!':
                    text = text.Remove(i, 1);
                    break;
                case '\\':
                    i++;
                    break;
                case '#' or '!' when !isQuoted:
                    cutsWord = i > 0 && text[i - 1] is not (' ' or '\t' or '{' or '}');
                    return text[..i].TrimEnd(Blanks);
                default:
                    break;
            }
        }

        return text;
    }
}
