using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ModelProvenance.Facts;

/// <summary>Whether a value is known, and if not, in which way.</summary>
public enum FactState
{
    /// <summary>There is a value.</summary>
    Known = 0,

    /// <summary>The developer does not say.</summary>
    NotPublished,

    /// <summary>The question makes no sense here.</summary>
    NotApplicable,

    /// <summary>Looked for, and not found or not decided.</summary>
    NotEstablished,

    /// <summary>Nobody has looked yet.</summary>
    NotResearched,
}

/// <summary>Another value that sources give for a fact.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The other value.</param>
/// <param name="Sources">Where it stands; at least one.</param>
/// <param name="Ruling">Why it is not the preferred value; null while the conflict is open.</param>
public sealed record ConflictingClaim<T>(T Value, ImmutableArray<Citation> Sources, string? Ruling);

/// <summary>What a fact rests on.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Sources">Where the value (or, for <see cref="FactState.NotEstablished"/>, the search for it) was read.</param>
/// <param name="Conflicts">Other values that sources give.</param>
public sealed record FactEvidence<T>(ImmutableArray<Citation> Sources, ImmutableArray<ConflictingClaim<T>> Conflicts)
{
    /// <summary>No evidence.</summary>
    public static FactEvidence<T> None { get; } = new([], []);
}

/// <summary>A value of the catalog with its state and its evidence. Immutable; the evidence of a compiled catalog is read when it is first asked for.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Fact<T>
{
    private readonly T? _value;
    private readonly Func<FactEvidence<T>>? _load;
    private FactEvidence<T>? _evidence;

    private Fact(FactState state, T? value, FactEvidence<T>? evidence, Func<FactEvidence<T>>? load, bool isDisputed, string? note)
    {
        State = state;
        _value = value;
        _evidence = evidence;
        _load = load;
        IsDisputed = isDisputed;
        Note = note;
    }

    /// <summary>Whether the value is known, and if not, in which way.</summary>
    public FactState State { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(ValueOrDefault))]
    public bool IsKnown => State == FactState.Known;

    /// <summary>Whether sources give other values too; <see cref="ConflictingClaim{T}.Ruling"/> says whether that is decided.</summary>
    public bool IsDisputed { get; }

    /// <summary>What a reader must know to use the value; null when there is nothing.</summary>
    public string? Note { get; }

    /// <summary>The adjudicated value.</summary>
    /// <exception cref="InvalidOperationException">The value is not known; <see cref="State"/> says why.</exception>
    public T Value => IsKnown ? _value! : throw new InvalidOperationException($"The value is not known ({State}). Ask IsKnown first, or take ValueOrDefault.");

    /// <summary>The adjudicated value, or <c>default</c> when it is not known.</summary>
    public T? ValueOrDefault => _value;

    /// <summary>Where the value was read; empty only for <see cref="FactState.NotApplicable"/> and <see cref="FactState.NotResearched"/>.</summary>
    public ImmutableArray<Citation> Sources => Evidence.Sources;

    /// <summary>Other values that sources give.</summary>
    public ImmutableArray<ConflictingClaim<T>> Conflicts => Evidence.Conflicts;

    private FactEvidence<T> Evidence => _evidence ??= _load!();

    /// <summary>The value, if it is known.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsKnown;
    }

    /// <summary>A known value.</summary>
    public static Fact<T> Known(T value, FactEvidence<T> evidence, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(evidence);
        return new Fact<T>(FactState.Known, value, evidence, null, evidence.Conflicts.Length > 0, note);
    }

    /// <summary>A value that is not known.</summary>
    /// <exception cref="ArgumentException"><paramref name="state"/> is <see cref="FactState.Known"/>.</exception>
    public static Fact<T> Unknown(FactState state, FactEvidence<T> evidence, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (state == FactState.Known)
            throw new ArgumentException("A known fact needs a value.", nameof(state));
        return new Fact<T>(state, default, evidence, null, evidence.Conflicts.Length > 0, note);
    }

    /// <summary>A fact whose evidence is read later, at most once for each thread that asks at the same time.</summary>
    internal static Fact<T> Deferred(FactState state, T? value, bool isDisputed, string? note, Func<FactEvidence<T>> load) => new(state, value, null, load, isDisputed, note);

    /// <summary>The value, or the state when it is not known.</summary>
    public override string ToString() => IsKnown ? _value!.ToString() ?? "" : State.ToString();
}
