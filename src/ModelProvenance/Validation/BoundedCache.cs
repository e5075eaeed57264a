using System.Collections.Concurrent;

namespace ModelProvenance.Validation;

/// <summary>Answers that many documents ask for (a licence, a base model), so that they are worked out once. Takes no more when it is full: what comes first in a folder comes often. Safe to share between threads.</summary>
/// <param name="capacity">The number of answers, about.</param>
/// <param name="answer">Works out an answer; gives the same one each time.</param>
internal sealed class BoundedCache<T>(int capacity, Func<string, T> answer)
    where T : class
{
    // Longer texts are no names, and holding them would cost more than they bring.
    private const int LongestText = 200;

    private readonly ConcurrentDictionary<string, T> _answers = new(StringComparer.Ordinal);
    private int _count;

    public T Get(string text)
    {
        if (_answers.TryGetValue(text, out var known))
            return known;
        var found = answer(text);
        if (text.Length <= LongestText && Volatile.Read(ref _count) < capacity && _answers.TryAdd(text, found))
            Interlocked.Increment(ref _count);
        return found;
    }
}
