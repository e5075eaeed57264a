using System.Globalization;

namespace ModelProvenance.Tool.Output;

/// <summary>The difference of two texts as a unified diff with three lines around each change. Made for few small edits: lines that both begin or end with are set aside first.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    // Beyond this the table of the comparison would be too large; then the whole middle is shown as replaced.
    private const long MaxCells = 4_000_000;

    public static IEnumerable<string> Lines(string path, string before, string after)
    {
        var (old, now) = (Split(before), Split(after));
        var steps = Compare(old, now);
        if (steps.TrueForAll(step => step.Sign == ' '))
            yield break;
        yield return $"--- a/{path}";
        yield return $"+++ b/{path}";
        for (var i = 0; i < steps.Count;)
        {
            var change = steps.FindIndex(i, step => step.Sign != ' ');
            if (change < 0)
                break;
            var from = Math.Max(i, change - Context);
            var last = change;
            for (var j = change; j < steps.Count && j <= last + (2 * Context); j++)
                last = steps[j].Sign != ' ' ? j : last;
            var to = Math.Min(steps.Count, last + Context + 1);
            var hunk = steps.GetRange(from, to - from);
            yield return string.Create(CultureInfo.InvariantCulture, $"@@ -{Range(steps, from, hunk, '+')} +{Range(steps, from, hunk, '-')} @@");
            foreach (var (sign, line) in hunk)
                yield return sign + line;
            i = to;
        }
    }

    private static string Range(List<(char Sign, string Line)> steps, int from, List<(char Sign, string Line)> hunk, char without)
    {
        var start = steps.Take(from).Count(step => step.Sign != without) + 1;
        var count = hunk.Count(step => step.Sign != without);
        return string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start - 1 : start)},{count}");
    }

    private static List<(char Sign, string Line)> Compare(string[] old, string[] now)
    {
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var steps = old.Take(head).Select(line => (' ', line)).ToList();
        Middle(old[head..^tail], now[head..^tail], steps);
        steps.AddRange(old.TakeLast(tail).Select(line => (' ', line)));
        return steps;
    }

    // Longest common subsequence.
    private static void Middle(string[] old, string[] now, List<(char Sign, string Line)> steps)
    {
        if ((long)old.Length * now.Length > MaxCells)
        {
            steps.AddRange(old.Select(line => ('-', line)));
            steps.AddRange(now.Select(line => ('+', line)));
            return;
        }

        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        var (x, y) = (0, 0);
        while (x < old.Length || y < now.Length)
        {
            if (x < old.Length && y < now.Length && old[x] == now[y])
            {
                steps.Add((' ', old[x++]));
                y++;
            }
            else if (y == now.Length || (x < old.Length && lengths[x + 1, y] >= lengths[x, y + 1]))
            {
                steps.Add(('-', old[x++]));
            }
            else
            {
                steps.Add(('+', now[y++]));
            }
        }
    }

    private static string[] Split(string text) => text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
}
