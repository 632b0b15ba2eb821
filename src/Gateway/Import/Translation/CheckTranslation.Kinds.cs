using System.Globalization;
using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <content>Processes, files, and the weight that all of them have.</content>
internal sealed partial class CheckTranslation
{
    // The kernel keeps so much of a process's name (TASK_COMM_LEN without the zero).
    private const int ProcessNameLength = 15;

    private const string FileIsZero = "[ ! -e \"$0\" ] || { read -r n < \"$0\"; [ \"${n:-0}\" -eq 0 ]; }";

    private bool TranslateProcess(TrackedCheck check)
    {
        var block = new SingleStatements(check.Block, _report);
        if (block.Find("process") is not { Words.Length: > 1 } process)
        {
            _report.Warn(check.Block, "names no process; it is left out.");
            _report.Cover(check.Block);
            return false;
        }

        var full = block.Find("full_command") ?? block.Find("param_match");
        if (process.Words.Length > 2 || full is not null)
        {
            _report.Warn(check.Block,
                "a process is told by its name alone here; write a script that looks at its arguments. It is left "
                    + "out.");
            _report.Cover(check.Block);
            return false;
        }

        var name = Path.GetFileName(process.Value!);
        name = name[..Math.Min(name.Length, ProcessNameLength)];
        var most = Count(block, "quorum_max", "Maximum");
        var least = Math.Min(Count(block, "quorum", "Minimum") ?? 1, most ?? int.MaxValue);
        Poll(check, process);
        PluginSections.Process(check.Draft, process, name, least, most);
        _report.Change(process, check.Draft.PathOf("Settings", "Name"),
            "is looked for every second; keepalived is told by the kernel. Fall and Rise take the place of its "
                + "delays.");
        foreach (var keyword in new[] { "delay", "terminate_delay", "fork_delay" })
        {
            if (block.Find(keyword) is { } delay)
            {
                _report.Warn(delay, "raise Fall (for terminate_delay) or Rise (for fork_delay) of the check by so many "
                    + "seconds.", check.Draft.PathOf());
            }
        }

        return true;
    }

    private static void Poll(TrackedCheck check, Statement source)
    {
        _ = check.Draft.Set(source, "1s", "Interval");
        _ = check.Draft.Set(source, 1, "Fall");
        _ = check.Draft.Set(source, 1, "Rise");
    }

    private int? Count(SingleStatements block, string keyword, string key)
    {
        if (block.Find(keyword) is not { } statement)
        {
            return null;
        }

        if (int.TryParse(statement.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            _report.Map(statement, $"HealthChecks:*:Settings:{key}");
            return count;
        }

        _report.Warn(statement, "is no count; it is left out.");
        return null;
    }

    private bool TranslateFile(TrackedCheck check)
    {
        var block = new SingleStatements(check.Block, _report);
        if (block.Find("init_file") is { } init)
        {
            _report.Drop(init, "the file is not made; a missing one counts as 0.");
        }

        if (block.Find("file") is not { } file
            || Words.Script(file.Text, escapes: true) is not [_, var path, ..] || !path.StartsWith('/'))
        {
            _report.Warn(check.Block, "names no file by its absolute path; it is left out.");
            _report.Cover(check.Block);
            return false;
        }

        Poll(check, file);
        PluginSections.Script(check.Draft, file, ["/bin/sh", "-c", FileIsZero, path]);
        _report.Change(file, check.Draft.PathOf("Settings", "Command"),
            "the file is read every second; keepalived is told by the kernel.");
        return true;
    }

    private void SetWeight(TrackedCheck check, int byDefault)
    {
        check.Weight = byDefault;
        foreach (var statement in check.Block.All("weight"))
        {
            var isWeight = int.TryParse(
                statement.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight);
            check.Weight = isWeight ? weight : check.Weight;
            check.IsReversed = statement.Words is [_, _, "reverse", ..];
            if (isWeight)
            {
                _report.Map(statement, "Vrrp:Instances:*:Track:" + check.Draft.Name);
            }
            else
            {
                _report.Warn(statement, "is no weight; it is left out.");
            }
        }
    }
}
