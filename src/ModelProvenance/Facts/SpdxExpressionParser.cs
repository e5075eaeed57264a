using System.Collections.Immutable;

namespace ModelProvenance.Facts;

/// <summary>Recursive descent over the grammar of SPDX 3.0.1, annex "SPDX license expressions".</summary>
/// <remarks>
/// <code>
/// license-expression  = simple / simple "WITH" addition / expr "AND" expr / expr "OR" expr / "(" expr ")"
/// simple              = license-id / license-id "+" / license-ref
/// license-ref         = ["DocumentRef-" idstring ":"] "LicenseRef-" idstring
/// addition            = exception-id / ["DocumentRef-" idstring ":"] "AdditionRef-" idstring
/// idstring            = 1*(ALPHA / DIGIT / "-" / ".")
/// </code>
/// </remarks>
internal ref struct SpdxExpressionParser
{
    private const string LicensePrefix = "LicenseRef-";
    private const string DocumentPrefix = "DocumentRef-";
    private const string AdditionPrefix = "AdditionRef-";

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private int _depth;

    public SpdxExpressionParser(ReadOnlySpan<char> text) => _text = text;

    public string? Error { get; private set; }

    public SpdxExpression? Parse()
    {
        if (_text.Length > SpdxExpression.MaxLength)
            return Fail($"longer than {SpdxExpression.MaxLength} characters.");

        var expression = Or();
        if (expression is null)
            return null;
        SkipSpace();
        return _position == _text.Length ? expression : Fail("expected AND, OR, WITH or the end.");
    }

    private SpdxExpression? Or() => Chain(and: false);

    private SpdxExpression? And() => Chain(and: true);

    private SpdxExpression? Chain(bool and)
    {
        var first = and ? With() : And();
        if (first is null)
            return null;

        ImmutableArray<SpdxExpression>.Builder? operands = null;
        while (TryWord(and ? "AND" : "OR", and ? "and" : "or"))
        {
            var next = and ? With() : And();
            if (next is null)
                return null;
            operands ??= Flat(first, and);
            operands.AddRange(Flat(next, and));
        }

        if (operands is null)
            return first;
        return and ? new SpdxAnd(operands.ToImmutable()) : new SpdxOr(operands.ToImmutable());
    }

    // "A AND (B AND C)" and "A AND B AND C" are one expression.
    private static ImmutableArray<SpdxExpression>.Builder Flat(SpdxExpression expression, bool and)
    {
        var operands = ImmutableArray.CreateBuilder<SpdxExpression>();
        switch (expression)
        {
            case SpdxAnd inner when and:
                operands.AddRange(inner.Operands);
                break;
            case SpdxOr inner when !and:
                operands.AddRange(inner.Operands);
                break;
            default:
                operands.Add(expression);
                break;
        }

        return operands;
    }

    private SpdxExpression? With()
    {
        SkipSpace();
        if (_position < _text.Length && _text[_position] == '(')
            return Parenthesized();

        var license = Simple();
        if (license is null || !TryWord("WITH", "with"))
            return license;

        SkipSpace();
        var start = _position;
        var token = Token();
        if (token.IsEmpty)
            return Fail("expected an exception id behind WITH.");
        if (token.StartsWith(DocumentPrefix, StringComparison.Ordinal))
        {
            if (!LicenseId.IsIdString(token[DocumentPrefix.Length..]) || !TryColon())
                return Fail("expected DocumentRef-name:AdditionRef-name.");
            var addition = Token();
            if (!addition.StartsWith(AdditionPrefix, StringComparison.Ordinal) || addition.Length == AdditionPrefix.Length)
                return Fail("expected AdditionRef-name behind the colon.");
        }
        else if (token.SequenceEqual(AdditionPrefix))
        {
            return Fail("AdditionRef- needs a name.");
        }
        else if (IsOperator(token))
        {
            _position = start;
            return Fail("expected an exception id behind WITH.");
        }

        return new SpdxWith(license, _text[start.._position].ToString());
    }

    private SpdxExpression? Parenthesized()
    {
        if (++_depth > SpdxExpression.MaxDepth)
            return Fail($"nested deeper than {SpdxExpression.MaxDepth}.");

        _position++;
        var inner = Or();
        if (inner is null)
            return null;
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != ')')
            return Fail("expected ')'.");
        _position++;
        _depth--;
        return inner;
    }

    private SpdxLicense? Simple()
    {
        var start = _position;
        var token = Token();
        if (token.IsEmpty)
            return FailLicense("expected a licence id or '('.");
        if (IsOperator(token))
        {
            _position = start;
            return FailLicense($"expected a licence id, found the operator {token}.");
        }

        var document = "";
        if (token.StartsWith(DocumentPrefix, StringComparison.Ordinal))
        {
            document = token[DocumentPrefix.Length..].ToString();
            if (document.Length == 0 || !TryColon())
                return FailLicense("expected DocumentRef-name:LicenseRef-name.");
            token = Token();
            if (!token.StartsWith(LicensePrefix, StringComparison.Ordinal))
                return FailLicense("expected LicenseRef-name behind the colon.");
        }

        var isReference = token.StartsWith(LicensePrefix, StringComparison.Ordinal);
        if (token.Length == LicensePrefix.Length && isReference)
            return FailLicense("LicenseRef- needs a name.");
        if (!isReference && token.StartsWith(LicensePrefix, StringComparison.OrdinalIgnoreCase))
            return FailLicense("LicenseRef- is case-sensitive.");
        if (token.StartsWith(AdditionPrefix, StringComparison.Ordinal))
            return FailLicense("an addition stands only behind WITH.");
        if (!LicenseId.IsIdString(token))
            return FailLicense("the id is too long.");

        var orLater = false;
        if (_position < _text.Length && _text[_position] == '+')
        {
            if (isReference)
                return FailLicense("'+' does not follow a LicenseRef-.");
            orLater = true;
            _position++;
            if (_position < _text.Length && !IsSpace(_text[_position]) && _text[_position] is not (')' or '('))
                return FailLicense("expected a space behind '+'.");
        }

        return new SpdxLicense(token.ToString(), orLater, document);
    }

    private ReadOnlySpan<char> Token()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '-' or '.'))
            _position++;
        return _text[start.._position];
    }

    private bool TryColon()
    {
        if (_position >= _text.Length || _text[_position] != ':')
            return false;
        _position++;
        return true;
    }

    // An operator is all upper or all lower case, and stands apart from ids.
    private bool TryWord(string upper, string lower)
    {
        SkipSpace();
        var start = _position;
        var token = Token();
        if (token.SequenceEqual(upper) || token.SequenceEqual(lower))
            return true;
        _position = start;
        return false;
    }

    private static bool IsOperator(ReadOnlySpan<char> token) => token is "AND" or "and" or "OR" or "or" or "WITH" or "with";

    private void SkipSpace()
    {
        while (_position < _text.Length && IsSpace(_text[_position]))
            _position++;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    private SpdxExpression? Fail(string why)
    {
        Error ??= $"at character {_position + 1}, {why}";
        return null;
    }

    private SpdxLicense? FailLicense(string why)
    {
        Fail(why);
        return null;
    }
}
