using Gateway.Import.Reading;

namespace Gateway.Tests.Import;

/// <summary>The grammar of keepalived.conf, line by line.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("a b # c", "a b")]
    [InlineData("a b ! c", "a b")]
    [InlineData("! whole line", "")]
    [InlineData("  a\tb  ", "a\tb")]
    [InlineData("a \"b # c\" d", "a \"b # c\" d")]
    [InlineData("a \\# b", "a # b")]
    [InlineData("pass a!b", "pass a")]
    [InlineData("pass \"a!b\"", "pass \"a!b\"")]
    public void A_comment_goes_from_its_sign_to_the_end_of_the_line(string line, string text) =>
        Assert.Equal(text, CommentText.Remove(line, out _, out _));

    [Fact]
    public void A_comment_in_a_word_is_told()
    {
        var problem = Assert.Single(Read("auth_pass abc!def").Problems);

        Assert.StartsWith(
            "the sign # or ! begins a comment, also within a word", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b\tc", "a|b|c")]
    [InlineData("a \"b c\" d", "a|b c|d")]
    [InlineData("a \"\" b", "a||b")]
    [InlineData("a'b c'", "a'b|c'")]
    public void Words_lie_between_blanks_or_in_double_quotes(string text, string words) =>
        Assert.Equal(words, string.Join('|', Words.Plain(text, out _)));

    // As keepalived 2.2.7 and its manual have it.
    [Theory]
    [InlineData("abcd\" efg h jkl \"mnop", "abcd efg h jkl mnop")]
    [InlineData("abcd \"efg h jkl\" mnop", "abcd|efg h jkl|mnop")]
    [InlineData("a 'b \"c\"' d", "a|b \"c\"|d")]
    [InlineData("\\x41\\102\\tC \\\"q\\\"", "AB\tC|\"q\"")]
    [InlineData("a\\ b \\cA", "a b|\u0001")]
    [InlineData("/bin/sh -c 'echo \\\"a  b\\\" \\x41' x", "/bin/sh|-c|echo \"a  b\" A|x")]
    public void Script_words_take_quotes_of_both_kinds_and_escapes(string text, string words) =>
        Assert.Equal(words, string.Join('|', Words.Script(text, escapes: true)!.Value));

    [Theory]
    [InlineData("a \"b")]
    [InlineData("a 'b")]
    [InlineData("a \\")]
    public void A_script_word_without_an_end_is_none(string text) => Assert.Null(Words.Script(text, escapes: true));

    [Fact]
    public void Braces_are_signs_of_their_own_outside_double_quotes()
    {
        var problems = new List<ConfProblem>();
        var root = StatementReader.Read(
            "k.conf", Read("a x{b{c 1}}\nd\n{\ne \"{\"\n} f").Lines, problems);

        Assert.Empty(problems);
        Assert.Equal("a[b[c]] d[e] f", string.Join(' ', root.Children.Select(Show)));
        Assert.Equal(["e", "{"], root.Children[1].Children[0].Words);
        Assert.Equal("k.conf:4", root.Children[1].Children[0].Position.ToString());
    }

    [Theory]
    [InlineData("a {\nb", "k.conf:1: this block has no closing brace")]
    [InlineData("a\n}", "k.conf:2: this brace closes nothing")]
    [InlineData("a \"b", "k.conf:1: a double quote has no end")]
    public void A_brace_or_quote_that_does_not_fit_is_told(string text, string problem)
    {
        var problems = new List<ConfProblem>();
        _ = StatementReader.Read("k.conf", Read(text).Lines, problems);

        var found = Assert.Single(problems);
        Assert.StartsWith(problem, $"{found.Position}: {found.Message}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@x a\n@y b\n@^x c\n@^y d", "a d")]
    [InlineData("@x @^y a", "a")]
    [InlineData("@x", "")]
    [InlineData("$ID=@x\n$ID a", "a")]
    public void A_conditional_line_is_for_its_id(string text, string lines) => Assert.Equal(lines, Text(Read(text)));

    [Theory]
    [InlineData("$A=1\na $A ${A}x $A, $B", "a 1 1x 1, $B")]
    [InlineData("$A=${B}2\n$B=1\na $A\n$B=3\na $A", "a 12 a 32")]
    [InlineData("$A= \\\nb 1 \\\nc ${N} \\\n}\n$N=2\n$A", "b 1 c 2 }")]
    [InlineData("$A=\\\nb \\\n\nc", "c")]
    [InlineData("$A=\na $A b", "a  b")]
    [InlineData("a \"${_HASH}1 ${_BANG}\" $_INSTANCE", "a \"#1 !\" x")]
    [InlineData("a $(pidof x) $1", "a $(pidof x) $1")]
    [InlineData("@x $A=1\n@y $A=2\na $A", "a 1")]
    public void A_parameter_stands_for_its_text_at_the_time(string text, string lines) =>
        Assert.Equal(lines, Text(Read(text)));

    [Theory]
    [InlineData("~SEQ(A, 0, 2) a $A", "a 0 a 1 a 2")]
    [InlineData("~SEQ(A, 3) a $A", "a 1 a 2 a 3")]
    [InlineData("~SEQ(A, -2) a $A", "a -1 a -2")]
    [InlineData("~SEQ(A, 10, -5, 0) a $A", "a 10 a 5 a 0")]
    [InlineData("~SEQx(A, 0x9f, 161) a ${A}b", "a 9fb a a0b a a1b")]
    [InlineData("~SEQ(A,1,2) ~SEQ(B,3,4) a ${A}${B}", "a 13 a 14 a 23 a 24")]
    [InlineData("$N=2\n~SEQ(A, 1, $N) a $A", "a 1 a 2")]
    [InlineData("~LST(A, x, y) a $A", "a x a y")]
    [InlineData("~LST({A, B}, {1, 2},{3}) a ${A}-${B}.", "a 1-2. a 3-.")]
    [InlineData("~LST({A,B},{1,2}) ~SEQ(C,5,6) a ${A}${B}${C}", "a 125 a 126")]
    public void A_sequence_repeats_what_follows_it(string text, string lines) => Assert.Equal(lines, Text(Read(text)));

    [Theory]
    [InlineData("~SEQ(A, 1, 0, 5) a")]
    [InlineData("~SEQ(A, 1, 99999999) a")]
    [InlineData("~SEQ(A, x) a")]
    [InlineData("~SEQ A a")]
    [InlineData("~SEQx(A, -1, 2) a")]
    [InlineData("~LST(A) a")]
    [InlineData("~LST({A,B},{1,2,3}) a")]
    public void A_sequence_that_cannot_be_counted_is_told_and_left_out(string text)
    {
        var read = Read(text);

        Assert.Empty(read.Lines);
        Assert.EndsWith("the line is left out.", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$A=$A $A\n$A")]
    [InlineData("$A= \\\n$A \\\n$A\n$A")]
    [InlineData("include k.conf\ninclude k.conf")]
    [InlineData("~SEQ(A,1,9999) ~SEQ(B,1,9999) a")]
    public void What_goes_round_in_a_circle_ends_and_is_told(string text) =>
        Assert.Contains(Read(text).Problems, problem =>
            problem.Message.StartsWith("parameters, repetitions or inclusions", StringComparison.Ordinal));

    [Theory]
    [InlineData("*.conf", "a.conf", true)]
    [InlineData("*.conf", ".a.conf", false)]
    [InlineData("a?[0-9].conf", "ab5.conf", true)]
    [InlineData("a[!b].conf", "ab.conf", false)]
    [InlineData("[z-a]", "[z-a]", true)]
    [InlineData("a.conf", "abconf", false)]
    public void Wildcards_are_those_of_a_shell(string pattern, string name, bool fits) =>
        Assert.Equal(fits, Wildcards.IsMatch(pattern, name));

    [Fact]
    public void Braces_are_alternatives() =>
        Assert.Equal(["foo/bar", "foo/cat/bar", "foo/dog/bar"], Wildcards.Braces("foo{,/{cat,dog}}/bar"));

    private static ConfText Read(string text) =>
        LineSource.Read("k.conf", "x", new(_ => text, pattern => [pattern]));

    private static string Text(ConfText read) => string.Join(' ', read.Lines.Select(line => line.Text));

    private static string Show(Statement statement) =>
        statement.Keyword + (statement.IsBlock ? $"[{string.Join(' ', statement.Children.Select(Show))}]" : "");
}
